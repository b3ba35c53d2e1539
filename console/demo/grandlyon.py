"""Grand Lyon: a real metropolis, invented people and texts."""

from . import voices
from .script import (
    FRIDAY,
    SATURDAY,
    SUNDAY,
    TUESDAY,
    WEDNESDAY,
    Blog,
    Comment,
    Event,
    Group,
    Place,
    Poll,
    Post,
    Text,
)

LYON, VILLEURBANNE, VENISSIEUX, VAULX = "69123", "69266", "69259", "69256"
GIVORS, GRIGNY, SAINT_FONS = "69091", "69096", "69199"

PEOPLE = {
    "referent": "Hélène Tissot",
    "redacteur": "Camille Morel",
    "habitante": "Lucienne Ferrand",
    "voisin": "Samir Haddad",
    "association": "Jardin partagé des Arboras",
    "commune": "Karim Belhadj",
    "habitant1": "Nadia Ouali",
    "habitant2": "Thierry Perrachon",
    "habitant4": "Fatou Keller",
    "habitant5": "Marc Aubry",
}

BLOGS = (
    Blog(
        title="De ma fenêtre sur le canal",
        introduction="Ce que je vois, ce que j’entends et ce que j’en pense, depuis 1971.",
        town=GIVORS,
        district="Canal",
        topics=("vie-associative", "transports-et-rues"),
        owner="habitante",
        posts=(
            Post(
                title="Trois ans que le canal n’avait pas gelé. Ce matin, les enfants y ont vu des "
                "étoiles",
                introduction="À sept heures, le bassin fumait comme une soupe. J’ai compté onze "
                "personnes arrêtées sur la passerelle.",
                town=GIVORS,
                district="Canal",
                picture="canal-gele",
                topics=("vie-associative",),
                days=1,
                body=(
                    "À sept heures, le bassin fumait comme une soupe. La glace n’était pas bien "
                    "épaisse, à peine de quoi porter une feuille de platane, mais elle prenait "
                    "toute la largeur, d’un mur à l’autre, et le réverbère y dessinait une route.",
                    "J’habite au-dessus de l’ancienne écluse depuis 1971. J’ai connu le canal avec "
                    "ses péniches, puis le canal qu’on voulait combler, puis celui qu’on a sauvé à "
                    "quarante, en s’asseyant dedans.",
                    "H:Onze inconnus, une passerelle",
                    "Une petite fille a demandé si les étoiles étaient tombées. Son père, qui "
                    "était en retard, a répondu que oui. Un monsieur en gilet orange nous a "
                    "expliqué que ce sont les bulles de la vase, prises l’une après l’autre.",
                    "Q:On ne manque pas de place pour se parler, dans ce quartier. On manque de "
                    "raisons de s’arrêter.",
                    "Je n’ai rien à réclamer aujourd’hui. Ou plutôt si, une chose : un banc. "
                    "Quand on a mon âge, s’arrêter, c’est aussi pouvoir s’asseoir.",
                ),
                comments=(
                    Comment(
                        "voisin",
                        "Le gilet orange, c’était moi. Les bulles, c’est du méthane, mais « des "
                        "étoiles » c’est mieux.",
                        (
                            Comment(
                                "habitante",
                                "Alors je vous dois un café. La fenêtre avec le géranium.",
                            ),
                        ),
                    ),
                    Comment(
                        "association",
                        "Nous avons mesuré : 640 mètres sans pouvoir s’asseoir entre la gare et le "
                        "pont.",
                    ),
                ),
            ),
            Post(
                title="La halle sent de nouveau le pain chaud le mercredi",
                introduction="Le four banal a été rallumé par six retraités et un apprenti.",
                town=GIVORS,
                district="Centre",
                picture="four-a-pain",
                topics=("commerces-et-emploi",),
                days=9,
                body=(
                    "Il a fallu deux hivers pour remonter la voûte, et une nuit entière pour que "
                    "la première fournée ne colle pas. On y cuit maintenant chaque mercredi, et "
                    "l’on peut apporter son plat : le four est à qui s’en sert.",
                    "Prochaine chauffe mercredi à neuf heures. Apportez votre bois, si vous en "
                    "avez.",
                ),
            ),
        ),
    ),
    Blog(
        title="Apprendre à tout âge",
        introduction="Des cours du soir, des guichets et des gens qui osent.",
        town=VENISSIEUX,
        topics=("ecole-et-jeunesse", "sante-et-solidarite"),
        owner="habitant1",
        posts=(
            Post(
                title="Apprendre à lire à soixante-sept ans",
                introduction="Maman a signé son nom au guichet, et la dame a applaudi.",
                town=VENISSIEUX,
                picture="lecture",
                topics=("sante-et-solidarite",),
                days=3,
                body=(
                    "Elle avait répété sur le dos d’une enveloppe, trois soirs de suite. Au "
                    "guichet, elle a refusé ma main. Les lettres montaient un peu, comme un "
                    "escalier. La dame derrière la vitre s’est levée et elle a applaudi.",
                    "Le cours est gratuit, le mardi et le jeudi à quatorze heures, et l’on y garde "
                    "les petits-enfants.",
                ),
            ),
            Post(
                title="Ce que j’ai demandé à la médiathèque, et ce qu’elle m’a répondu",
                introduction="Des livres en gros caractères, et une table sans ordinateur.",
                town=VENISSIEUX,
                picture="mediatheque",
                topics=("culture",),
                days=16,
                body=(
                    "Ils ont dit oui à la table. Pour les livres, il faut une liste : écrivez-la "
                    "avec moi, je la porte vendredi.",
                ),
            ),
        ),
    ),
    Blog(
        title="Carnet d’un cheminot à la retraite",
        introduction="Trains, bus et trottoirs : ce qui roule et ce qui cahote.",
        town=LYON,
        district="Lyon 7e Arrondissement",
        topics=("transports-et-rues",),
        owner="habitant2",
        posts=(
            Post(
                title="Le TER de 7 h 12 ne sera pas supprimé : le détail des horaires",
                introduction="J’ai interrogé la Région avec 340 signataires. Voici sa réponse.",
                town=GRIGNY,
                picture="train-ter",
                topics=("transports-et-rues",),
                days=2,
                body=(
                    "La Région répond que la rame de 7 h 12 est maintenue jusqu’en juin, avec une "
                    "voiture de plus le lundi. Le retour de 18 h 04 part désormais du quai 2, "
                    "accessible sans marche.",
                    "H:Ce qui reste à obtenir",
                    "Un arrêt le samedi matin, et un abri du côté de l’Arboras.",
                ),
            ),
            Post(
                title="Marcher de Perrache à Gerland sans lâcher la poussette",
                introduction="Quatorze bateaux trop hauts, relevés un par un.",
                town=LYON,
                district="Lyon 7e Arrondissement",
                topics=("transports-et-rues", "sante-et-solidarite"),
                days=21,
                body=(
                    "J’ai suivi ma fille et sa poussette, un mètre à la main. Quatorze fois, il a "
                    "fallu la soulever. La liste est partie à la Métropole avec les photos.",
                ),
            ),
        ),
    ),
)

EVENTS = (
    Event(
        title="Le fleuve et nous : récits de mariniers",
        introduction="Trois anciens de la batellerie racontent, un musicien les accompagne.",
        town=GIVORS,
        district="Centre",
        picture="mariniers",
        topics=("culture",),
        days=2,
        weekday=FRIDAY,
        at="20:00",
        venue="Théâtre de Givors, 2 rue Puits-Ollier",
        organiser="Les Amis du Rhône",
        price="Entrée libre",
        access="Boucle magnétique, accès de plain-pied",
    ),
    Event(
        title="Troc de graines et de plants",
        introduction="Venez avec ce que vous avez en trop, repartez avec ce qui vous manque.",
        town=GRIGNY,
        topics=("environnement",),
        days=1,
        weekday=SATURDAY,
        at="09:00",
        hours=3,
        venue="Halle de l’Arboras",
        organiser="Jardin partagé des Arboras",
        price="Gratuit",
    ),
    Event(
        title="Réunion publique : la ligne de bus 80",
        introduction="Le tracé, les arrêts, la fréquence du soir : on vous répond sur place.",
        town=GIVORS,
        district="Les Vernes",
        topics=("transports-et-rues", "vie-municipale"),
        days=3,
        weekday=TUESDAY,
        at="18:30",
        venue="Mairie annexe des Vernes",
        organiser="Métropole, service mobilités",
        access="Garde d’enfants sur place",
        owner="commune",
    ),
    Event(
        title="Remplir ses papiers sans stress",
        introduction="Six places, du café, et quelqu’un qui connaît les formulaires.",
        town=GRIGNY,
        topics=("sante-et-solidarite",),
        days=4,
        weekday=WEDNESDAY,
        at="14:00",
        hours=2.5,
        venue="La m@ison, 7 rue Pasteur",
        organiser="La m@ison",
        price="Gratuit, sur inscription",
    ),
    Event(
        title="Bal folk du dimanche",
        introduction="Initiation à quinze heures, parquet jusqu’au soir.",
        town=VILLEURBANNE,
        topics=("culture",),
        days=6,
        weekday=SUNDAY,
        at="15:00",
        hours=4,
        venue="Maison des associations",
        organiser="La Bourrée des quais",
        price="5 €, gratuit pour les enfants",
    ),
    Event(
        title="Repair café : petit électroménager",
        introduction="On ouvre, on regarde, on répare ensemble.",
        town=LYON,
        district="Lyon 3e Arrondissement",
        topics=("environnement", "sante-et-solidarite"),
        days=11,
        weekday=SATURDAY,
        at="09:00",
        hours=4,
        venue="Atelier des Gravières",
        organiser="Réparons !",
        price="Prix libre",
        status="tentative",
    ),
)

POLLS = (
    Poll(
        title="Pendant les travaux du quai, où déplacer le marché du mercredi ?",
        introduction="Les travaux durent cinq mois. Le résultat ira au conseil municipal.",
        town=GIVORS,
        district="Centre",
        topics=("commerces-et-emploi", "vie-municipale"),
        options=(
            "Place de l’hôtel de ville",
            "Parking de la gare",
            "Rester sur le quai, avec moins d’étals",
        ),
        opens=-6,
        closes=12,
    ),
    Poll(
        title="Faut-il fermer la rue de l’école aux voitures à l’heure de la sortie ?",
        introduction="Un essai de six semaines est prévu si vous dites oui.",
        town=VAULX,
        topics=("ecole-et-jeunesse", "transports-et-rues"),
        options=("Oui, tous les jours", "Oui, mais le vendredi seulement", "Non"),
        opens=-2,
        closes=26,
    ),
    Poll(
        title="Quel nom donner à la future médiathèque de Grigny ?",
        introduction="Le conseil municipal a promis de suivre votre choix.",
        town=GRIGNY,
        topics=("culture",),
        options=("Médiathèque Louise-Michel", "Médiathèque des Deux-Rives", "La Bâtelière"),
        opens=-45,
        closes=-15,
        ballots=(5, 4, 10),
        outcome="Dix-neuf réponses, dont dix pour « La Bâtelière » : le conseil municipal l’a "
        "votée, parce qu’il l’avait promis et parce que le nom lui plaît. Louise Michel donnera "
        "le sien à la salle de lecture. L’enseigne sera posée au printemps.",
        decision="adopted",
    ),
    Poll(
        title="Un marché de nuit, l’été, place Léon-Sublet ?",
        introduction="Trente étals, de la musique, et des voisins qui dorment.",
        town=VENISSIEUX,
        topics=("commerces-et-emploi", "culture"),
        options=("Chaque vendredi", "Une fois par mois", "Jamais"),
        opens=-130,
        closes=-100,
        ballots=(6, 8, 2),
        outcome="Une fois par mois, huit voix sur seize : trois marchés ont eu lieu. À la demande "
        "des riverains, la musique s’arrête à vingt-deux heures.",
        decision="done",
        answered=60,
    ),
    Poll(
        title="À quelle heure fermer le parc, le soir ?",
        introduction="L’été on y respire, l’hiver on y voit mal.",
        town=VILLEURBANNE,
        topics=("vie-municipale", "environnement"),
        options=("À vingt et une heures", "À vingt-deux heures", "Jamais en été"),
        opens=-33,
        closes=-3,
        ballots=(5, 3, 11),
    ),
)

GROUPS = (
    Group(
        title="Jardin partagé des Arboras",
        introduction="Cherche six paires de bras pour la haie. Soupe offerte.",
        town=GRIGNY,
        topics=("environnement", "vie-associative"),
        body=("Vingt-deux parcelles, une mare et une cabane à outils, ouvertes à tous le samedi.",),
        contact="Le samedi matin, au portail bleu",
    ),
    Group(
        title="Collège Paul-Vallon",
        introduction="Les quatrièmes B publient leur journal : « Le Canal enchaîné ».",
        kind="school",
        town=GIVORS,
        district="Les Vernes",
        topics=("ecole-et-jeunesse",),
        owner="redacteur",
    ),
    Group(
        title="Boulangerie Morel & fille",
        introduction="Fournée de dix-sept heures de retour. Pain suspendu : demandez.",
        kind="shop",
        town=SAINT_FONS,
        topics=("commerces-et-emploi",),
        owner="habitant3",
    ),
    Group(
        title="Réparons !",
        introduction="Cherche machines à coudre, même muettes.",
        kind="collective",
        town=LYON,
        district="Lyon 3e Arrondissement",
        topics=("environnement",),
        owner="voisin",
        texts=(voices.REPAIRS,),
    ),
)

GRAND_LYON = Place(
    slug="grandlyon",
    code="200046977",
    name="Grand Lyon",
    motto="Le carnet des habitants, entre Rhône et Saône",
    theme="confluence",
    welcome="Cinquante-huit communes, deux fleuves, et ce que leurs habitants ont à en dire.",
    welcome_in_english="Fifty-eight towns, two rivers, and what the people who live there say.",
    people=PEOPLE,
    capacities=voices.capacities(elected="conseillère métropolitaine", agent="service des eaux"),
    blogs=(*BLOGS, *voices.GRANDLYON),
    events=EVENTS,
    polls=POLLS,
    groups=GROUPS,
    waiting=Text(
        title="Où déposer un bulletin papier",
        introduction="Quatre points de dépôt, et une référente qui passe chez vous.",
        body=(
            "Mairie annexe des Vernes, médiathèque de Givors, La m@ison à Grigny et centre social "
            "de Vénissieux : une urne fermée vous y attend jusqu’à la clôture.",
            "Si vous ne sortez pas, appelez la référente : elle passe prendre votre enveloppe.",
        ),
    ),
    districts={
        GIVORS: ("Les Vernes", "Bans", "Centre", "Canal"),
        GRIGNY: ("Arboras", "Gravières"),
        VENISSIEUX: ("Minguettes",),
    },
)
