"""One page of each demo territory that shows every block a page may be made of."""

from dataclasses import dataclass

from .grandlyon import GIVORS
from .mornantais import MORNANT
from .vienne_condrieu import CONDRIEU


@dataclass(frozen=True)
class Folder:
    """A small file to download."""

    title: str
    filename: str
    content: str


@dataclass(frozen=True)
class WholePage:
    """The words of a page, in the order in which they are read.

    `steps` are degrees of latitude and longitude from the middle of `town`.
    """

    title: str
    introduction: str
    opening: str
    callout: tuple[str, str, str]
    table: tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
    video: tuple[str, str, str, str]
    done: tuple[str, str]
    questions: tuple[str, tuple[tuple[str, str], ...]]
    files: tuple[Folder, ...]
    place: tuple[str, str]
    town: str
    steps: tuple[float, float]
    events: tuple[str, str]


PAGES = {
    "mornantais": WholePage(
        title="Emprunter le matériel commun",
        introduction="Bancs, barnum, broyeur, percolateur : ce que les communes ont acheté "
        "ensemble se prête aux habitants comme aux associations.",
        opening="Onze communes, un seul hangar. Vous réservez quinze jours avant, vous venez "
        "chercher, vous rapportez propre. La caution n’est encaissée que si rien ne revient.",
        callout=(
            "attention",
            "Le broyeur ne part qu’avec un conducteur formé",
            "La formation dure une matinée, elle est gratuite. "
            "Trois places restent pour la prochaine.",
        ),
        table=(
            "Ce qui se prête, et pour combien de temps",
            ("Matériel", "Combien il y en a", "Durée du prêt", "Caution"),
            (
                ("Bancs et tables", "40 lots", "4 jours", "50 €"),
                ("Barnum de 6 m", "3", "4 jours", "300 €"),
                ("Broyeur à végétaux", "1", "1 jour", "500 €"),
                ("Percolateur", "2", "4 jours", "30 €"),
            ),
        ),
        video=(
            "Monter le barnum sans y laisser un doigt",
            "https://videos.example.org/mornantais/barnum",
            "4 min",
            "Quatre personnes se placent aux angles. On déplie le toit au sol, on lève ensemble "
            "au signal, on cale un pied après l’autre. Josette rappelle de ne jamais glisser la "
            "main dans les croisillons, et de lester avant d’accrocher les bâches.",
        ),
        done=("Les bancs ont été réparés", "Les quarante lots sont revenus de l’atelier en mai."),
        questions=(
            "On nous demande souvent",
            (
                (
                    "Faut-il habiter ici ?",
                    "Oui, ou y avoir une association, une école, un commerce. "
                    "Un justificatif de moins de trois mois suffit.",
                ),
                (
                    "Et si je casse quelque chose ?",
                    "Dites-le en rapportant. Neuf fois sur dix, l’atelier répare et rien n’est dû.",
                ),
                (
                    "Peut-on venir chercher le dimanche ?",
                    "Non. Le hangar ouvre le vendredi soir et le lundi matin.",
                ),
            ),
        ),
        files=(
            Folder(
                "Règles du prêt",
                "regles-du-pret.txt",
                "Règles du prêt de matériel\n\n1. Réserver quinze jours avant.\n"
                "2. Rapporter propre et sec.\n3. Dire ce qui est cassé.\n",
            ),
            Folder(
                "Inventaire, à ouvrir dans un tableur",
                "inventaire.csv",
                "materiel;nombre;caution\nBancs et tables;40;50\nBarnum de 6 m;3;300\n"
                "Broyeur;1;500\nPercolateur;2;30\n",
            ),
        ),
        place=(
            "Le hangar commun",
            "Derrière la caserne, portail vert.\nDe plain-pied, deux places de stationnement.",
        ),
        town=MORNANT,
        steps=(0.006, -0.011),
        events=("Prochains rendez-vous", ""),
    ),
    "vienne-condrieu": WholePage(
        title="Les berges du Rhône, à pied et à vélo",
        introduction="Dix-huit kilomètres se suivent sans voiture. Où l’on passe, où l’on "
        "attend, et ce qui reste à faire.",
        opening="Du pont de Vienne à l’île du Beurre, le chemin est continu. Plus au sud, il "
        "faut encore remonter sur la route sur huit cents mètres : c’est le morceau que nous "
        "préparons avec les riverains.",
        callout=(
            "attention",
            "Berge fermée quand l’eau monte",
            "Dès que le fleuve passe la première marche du port, les barrières sont posées. "
            "Elles ne se contournent pas.",
        ),
        table=(
            "Le chemin, tronçon par tronçon",
            ("Tronçon", "Longueur", "Revêtement", "En fauteuil roulant"),
            (
                ("Vienne, du pont au stade", "3,2 km", "enrobé", "oui"),
                ("Du stade à l’île du Beurre", "5,8 km", "stabilisé", "oui, par temps sec"),
                ("De l’île à Condrieu", "6,4 km", "stabilisé", "avec aide"),
                ("Condrieu, traversée du port", "0,8 km", "route partagée", "non"),
            ),
        ),
        video=(
            "Le chemin en entier, filmé au guidon",
            "https://videos.example.org/vienne-condrieu/berges",
            "6 min",
            "On part du pont, le fleuve à gauche. Au stade, le chemin passe sous les peupliers. "
            "À l’île du Beurre, on croise deux hérons et un garde qui explique la passe à "
            "poissons. À Condrieu, le film s’arrête devant le panneau « fin du chemin ».",
        ),
        done=("La passerelle du stade est posée", "Elle porte deux vélos de front depuis avril."),
        questions=(
            "Avant de partir",
            (
                (
                    "Où trouver de l’eau ?",
                    "Au stade de Vienne, à la maison de l’île et sur le port de Condrieu.",
                ),
                (
                    "Peut-on revenir en train ?",
                    "Depuis la rive droite, pas encore. Depuis Vienne, oui, vélo compris, hors "
                    "des heures de pointe.",
                ),
                ("Les chiens ?", "Tenus en laisse, et pas du tout dans la réserve de l’île."),
            ),
        ),
        files=(
            Folder(
                "Le chemin en étapes, à imprimer",
                "berges-etapes.txt",
                "Les berges du Rhône\n\nVienne - stade : 3,2 km\nStade - île du Beurre : 5,8 km\n"
                "Île du Beurre - Condrieu : 6,4 km\n",
            ),
            Folder(
                "Comptage des passages, mois par mois",
                "passages.csv",
                "mois;pietons;velos\navril;4120;2630\nmai;5480;3910\njuin;5210;4400\n",
            ),
        ),
        place=(
            "La halte de Condrieu",
            "Quai du port, devant la capitainerie.\nToilettes, eau, douze arceaux pour les vélos.",
        ),
        town=CONDRIEU,
        steps=(-0.004, 0.006),
        events=("Rendez-vous au bord de l’eau", "environnement"),
    ),
    "grandlyon": WholePage(
        title="Planter devant chez soi",
        introduction="Un trou dans le trottoir, une grimpante, un pied d’arbre : ce qui est "
        "permis, qui le creuse, et comment le demander.",
        opening="La métropole perce, apporte la terre et la première plante. Vous arrosez deux "
        "étés, vous ramassez ce qui tombe. Au troisième été, la plante se débrouille presque.",
        callout=(
            "info",
            "Les demandes de cet hiver sont ouvertes",
            "Le perçage se fait de novembre à mars. Une demande envoyée en avril attend l’automne.",
        ),
        table=(
            "Que planter, selon le soleil du trottoir",
            ("Exposition", "Ce qui tient", "Ce qui souffre"),
            (
                ("Plein sud", "jasmin, passiflore, vigne", "hortensia, fougère"),
                ("Est ou ouest", "chèvrefeuille, clématite", "lavande"),
                ("Nord", "lierre, hortensia grimpant", "jasmin, vigne"),
            ),
        ),
        video=(
            "Un trottoir, une pioche, une glycine",
            "https://videos.example.org/grandlyon/planter",
            "3 min",
            "Karim découpe l’enrobé à la scie, enlève quarante centimètres de gravats et montre "
            "la limite à ne pas dépasser : un mètre quarante pour qu’un fauteuil passe. Nadia "
            "plante, tasse, arrose, et promet de revenir demain avec un arrosoir.",
        ),
        done=("312 rues plantées", "La liste est dans les documents, rue par rue."),
        questions=(
            "On nous demande souvent",
            (
                (
                    "Faut-il l’accord de l’immeuble ?",
                    "Oui, si la plante touche le mur : un mot du syndic suffit.",
                ),
                (
                    "Qui paie l’eau ?",
                    "Vous, à l’arrosoir : une dizaine de litres par semaine, deux étés durant.",
                ),
                (
                    "Et si je déménage ?",
                    "Prévenez-nous. On cherche un voisin, et l’on trouve presque toujours.",
                ),
            ),
        ),
        files=(
            Folder(
                "Lettre à recopier pour le syndic",
                "lettre-au-syndic.txt",
                "Madame, Monsieur,\n\nJe souhaite planter au pied de notre façade. La métropole "
                "creuse et fournit la terre. Avec votre accord, je m’occupe de l’arrosage.\n",
            ),
            Folder(
                "Rues plantées, à ouvrir dans un tableur",
                "rues-plantees.csv",
                "commune;rue;annee\nGivors;rue des Tanneurs;2025\nVénissieux;rue du Château;2026\n",
            ),
        ),
        place=(
            "Le dépôt de terre et de plants",
            "Ancienne gare de marchandises, quai numéro 2.\nOuvert le samedi matin, brouettes sur "
            "place.",
        ),
        town=GIVORS,
        steps=(0.005, 0.008),
        events=("Chantiers et ateliers à venir", "environnement"),
    ),
}
