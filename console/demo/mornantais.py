"""Pays Mornantais: eleven real villages, invented people and texts."""

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

MORNANT, SOUCIEU, ORLIENAS, TALUYERS = "69141", "69176", "69148", "69241"
RONTALON, RIVERIE, CHABANIERE, CHAUSSAN, SAINT_LAURENT = "69170", "69166", "69228", "69051", "69219"

PEOPLE = {
    "referent": "Anne-Lise Berthet",
    "redacteur": "Gaspard Fayolle",
    "habitante": "Maëlle Crozier",
    "voisin": "Marius Thollet",
    "association": "Les Croqueurs de pommes",
    "commune": "Pascale Guinand",
    "habitant1": "Rémi Thollet",
    "habitant2": "Sabrina Jacquemond",
    "habitant4": "Béatrice Fonters",
    "habitant5": "Julien Mure",
}

BLOGS = (
    Blog(
        title="Derrière le zinc",
        introduction="Le café, les colis, le pain, et quelquefois les nouvelles.",
        town=RIVERIE,
        topics=("commerces-et-emploi", "vie-associative"),
        owner="habitante",
        posts=(
            Post(
                title="Tenir le bistrot d’un village de trois cents habitants",
                introduction="On sert le café, les colis, le pain et quelquefois les nouvelles.",
                town=RIVERIE,
                picture="bistrot",
                topics=("commerces-et-emploi",),
                days=2,
                body=(
                    "À huit heures, les cars. À neuf, les tournées. À dix, ceux qui ont le temps, "
                    "et c’est là qu’on apprend tout. Le village a racheté les murs, je paie le "
                    "loyer en cafés, presque.",
                    "H:Ce qu’il faut pour que cela tienne",
                    "Quarante-deux pains réservés la veille, deux relais de colis, et le jeudi des "
                    "jeux de société où l’on triche poliment.",
                ),
                comments=(
                    Comment(
                        "association", "Garde-nous la table du fond : jeudi, on apporte le jus."
                    ),
                    Comment(
                        "voisin",
                        "On ne triche pas. On se trompe de bonne foi.",
                        (Comment("habitante", "Jeudi dernier, Marius, sept fois de bonne foi."),),
                    ),
                ),
            ),
            Post(
                title="La neige est tombée sur les remparts, et personne n’a pris la voiture",
                introduction="Un soir sans moteur, raconté par ceux qui sont venus à pied.",
                town=RIVERIE,
                picture="remparts-neige",
                topics=("vie-associative",),
                days=14,
                body=(
                    "Ils étaient dix-neuf à sept heures, secoués comme des chiens mouillés. On a "
                    "fait la soupe dans la marmite du comité des fêtes.",
                ),
            ),
        ),
    ),
    Blog(
        title="La souche devant la maison",
        introduction="Vergers, gel, comptes et bassins : une ferme raconte.",
        town=SOUCIEU,
        district="La Plaine",
        topics=("environnement", "commerces-et-emploi"),
        owner="habitant1",
        posts=(
            Post(
                title="J’ai arraché deux hectares de cerisiers. Pourquoi, et ce que je plante",
                introduction="Mon père ne m’a pas parlé pendant un mois. Puis il est venu avec sa "
                "bêche.",
                town=SOUCIEU,
                district="La Plaine",
                picture="verger-souches",
                topics=("environnement",),
                days=1,
                body=(
                    "Deux hectares, quatre cent soixante arbres, plantés par mon père l’année de "
                    "ma naissance. Je les ai arrachés en neuf jours, avec la pelle du voisin. Le "
                    "dernier soir, j’ai gardé une souche devant la maison. On s’assoit dessus.",
                    "H:Ce que disent les comptes",
                    "Trois printemps de gel sur cinq, un été sans eau, un prix au kilo qui n’a pas "
                    "bougé depuis le collège : je les mets ici, parce qu’on me les demande souvent "
                    "et qu’on n’ose pas.",
                    "Q:Mon père est venu avec sa bêche, sans dire bonjour, et il a commencé par "
                    "le haut.",
                    "Je plante des amandiers, des pistachiers, et je garde un rang de burlats pour "
                    "la maison. Il faudra six ans.",
                ),
                comments=(
                    Comment(
                        "voisin",
                        "J’ai dit bonjour. Pas fort.",
                        (Comment("habitant1", "Bonjour, papa."),),
                    ),
                ),
            ),
            Post(
                title="Le bassin est vide, et je ne regrette pas le bassin",
                introduction="Ce que coûte l’eau quand elle ne vient pas.",
                town=SOUCIEU,
                district="La Plaine",
                picture="bassin-vide",
                topics=("environnement",),
                days=20,
                body=(
                    "Il a été plein dix-sept jours, en quatre ans. Dix-sept jours qui ont sauvé "
                    "les pommes. Le calcul est ligne à ligne, venez le contester.",
                ),
            ),
        ),
    ),
    Blog(
        title="Parents de Rontalon",
        introduction="L’école, le car et la cantine, relevés et chronométrés.",
        town=RONTALON,
        topics=("ecole-et-jeunesse",),
        owner="habitant2",
        posts=(
            Post(
                title="Le car scolaire de 7 h 05 : nos onze relevés",
                introduction="Trois semaines de chronomètre aux arrêts de Chaussan et Rontalon.",
                town=RONTALON,
                picture="car-scolaire",
                topics=("ecole-et-jeunesse", "transports-et-rues"),
                days=4,
                body=(
                    "Onze matins, quatre retards de plus de dix minutes, un passage manqué. Nous "
                    "avons envoyé le tableau au transporteur et à la Région, avec une proposition "
                    "d’horaire.",
                ),
            ),
            Post(
                title="Cantine : ce que les enfants laissent dans l’assiette",
                introduction="Une balance, deux semaines, et une surprise : les épinards gagnent.",
                town=RONTALON,
                topics=("ecole-et-jeunesse", "sante-et-solidarite"),
                days=24,
                body=(
                    "Le pain reste, les épinards partent. La cuisinière a une explication, et une "
                    "recette, qu’elle donne ici.",
                ),
            ),
        ),
    ),
)

EVENTS = (
    Event(
        title="Marché de producteurs et soupe aux choux",
        introduction="Apportez votre bol : la soupe est offerte jusqu’à midi.",
        town=SOUCIEU,
        picture="marche-soupe",
        topics=("commerces-et-emploi",),
        days=1,
        weekday=SATURDAY,
        at="08:00",
        hours=4,
        venue="Place de la Flette",
        organiser="Foyer rural",
        price="Gratuit",
    ),
    Event(
        title="Marche de l’aqueduc, sept kilomètres",
        introduction="Une boucle courte de deux kilomètres pour tous.",
        town=MORNANT,
        picture="aqueduc",
        topics=("tourisme-et-patrimoine", "sport"),
        days=1,
        weekday=SUNDAY,
        at="09:30",
        hours=3,
        venue="Parking de la Condamine",
        organiser="Rando Jarrest",
        access="Joëlette prêtée sur demande",
    ),
    Event(
        title="Réunion publique : l’eau des vergers",
        introduction="Sur place ou par téléphone, les relevés de la nappe sont affichés.",
        town=ORLIENAS,
        topics=("environnement", "vie-municipale"),
        days=3,
        weekday=TUESDAY,
        at="20:00",
        venue="Salle des fêtes",
        organiser="Communauté de communes",
        owner="commune",
    ),
    Event(
        title="Atelier greffes et boutures",
        introduction="Apportez un greffon, repartez avec deux.",
        town=RONTALON,
        topics=("environnement",),
        days=3,
        weekday=WEDNESDAY,
        at="14:00",
        hours=3,
        venue="Jardin de la cure",
        organiser="Les Croqueurs de pommes",
        price="Gratuit",
    ),
    Event(
        title="Crêpes et tracteurs",
        introduction="Annulé : tempête annoncée. Les crêpes sont reportées au printemps.",
        town=TALUYERS,
        topics=("vie-associative",),
        days=6,
        weekday=SATURDAY,
        at="10:00",
        hours=6,
        venue="Place du 8-Mai",
        organiser="Amicale des pompiers",
        status="cancelled",
    ),
    Event(
        title="Veillée des conteurs",
        introduction="Trois conteuses, un poêle, et des menteurs admis.",
        town=SAINT_LAURENT,
        topics=("culture",),
        days=12,
        weekday=FRIDAY,
        at="19:30",
        hours=2.5,
        venue="Salle Saint-Laurent",
        organiser="Au coin du poêle",
        price="Prix libre",
    ),
)

POLLS = (
    Poll(
        title="Faut-il éteindre les rues de vingt-trois heures à cinq heures ?",
        introduction="Six villages éteignent déjà. Le conseil proposera une règle commune.",
        topics=("environnement", "vie-municipale"),
        options=(
            "Oui, dans toutes les rues",
            "Oui, sauf les traversées et les arrêts de car",
            "Non, garder comme aujourd’hui",
        ),
        opens=-9,
        closes=13,
    ),
    Poll(
        title="Où placer les bancs sur le chemin de l’aqueduc ?",
        introduction="Il y en aura quatre : choisissez le premier.",
        town=MORNANT,
        topics=("tourisme-et-patrimoine", "sante-et-solidarite"),
        options=("À la Condamine", "Au croisement de la Pavière", "Devant le pont"),
        opens=-3,
        closes=24,
    ),
    Poll(
        title="Où construire la halle couverte du marché ?",
        introduction="La commune a promis de suivre votre choix.",
        town=SOUCIEU,
        topics=("commerces-et-emploi", "vie-municipale"),
        options=("Place de la Flette", "Près du collège", "Ne pas construire"),
        opens=-60,
        closes=-30,
        ballots=(11, 4, 3),
        outcome="Dix-huit réponses, dont onze pour la place de la Flette : le conseil municipal a "
        "suivi. La halle sera en bois, ouverte sur trois côtés, et le marché se tiendra devant "
        "l’école pendant le chantier. À ceux qui craignaient pour le stationnement, la commune "
        "répond par douze places derrière le foyer rural.",
        decision="adopted",
    ),
    Poll(
        title="Quel soir garder la bibliothèque ouverte jusqu’à vingt heures ?",
        introduction="Pour celles et ceux qui rentrent par le car de dix-huit heures trente.",
        town=MORNANT,
        topics=("culture",),
        options=("Le mardi", "Le jeudi", "Le vendredi"),
        opens=-95,
        closes=-70,
        ballots=(5, 9, 2),
        outcome="Le jeudi, neuf voix sur seize : la bibliothèque reste ouverte jusqu’à vingt "
        "heures chaque jeudi, avec deux bénévoles.",
        decision="done",
        answered=21,
    ),
    Poll(
        title="Faut-il un arrêt de car au croisement de la Pavière ?",
        introduction="Quarante mètres d’accotement, un abri, et deux minutes de trajet en plus.",
        town=MORNANT,
        topics=("transports-et-rues", "ecole-et-jeunesse"),
        options=("Oui, matin et soir", "Oui, le matin seulement", "Non"),
        opens=-32,
        closes=-4,
        ballots=(10, 3, 4),
    ),
)

GROUPS = (
    Group(
        title="Les Croqueurs de pommes",
        introduction="Bourse aux greffons dimanche. Cherche la reinette de Brindas.",
        town=RONTALON,
        topics=("environnement", "vie-associative"),
        body=("Quatre-vingt-huit membres, un verger conservatoire et un pressoir qui grince.",),
        contact="Jardin de la cure, le mercredi après-midi",
    ),
    Group(
        title="Conseil des jeunes",
        introduction="Douze sièges, quatre à prendre, de onze à dix-sept ans.",
        kind="institution",
        town=MORNANT,
        topics=("ecole-et-jeunesse", "vie-municipale"),
        owner="redacteur",
    ),
    Group(
        title="Le Bistrot de Riverie",
        introduction="Relais colis, pain, et jeux de société le jeudi.",
        kind="shop",
        town=RIVERIE,
        topics=("commerces-et-emploi",),
        owner="habitante",
    ),
    Group(
        title="Les Hauts sans voiture",
        introduction="Covoiturer vers la gare de Brignais, à l’aller comme au retour.",
        kind="collective",
        town=CHAUSSAN,
        topics=("transports-et-rues",),
        owner="habitant2",
        texts=(voices.LIFTS,),
    ),
)

MORNANTAIS = Place(
    slug="mornantais",
    code="246900740",
    name="Pays Mornantais",
    motto="La gazette des onze villages",
    theme="vergers",
    welcome="Onze villages entre les monts du Lyonnais et le Gier, racontés par les leurs.",
    people=PEOPLE,
    capacities=voices.capacities(elected="adjointe à l’école et aux routes", agent="déchèterie"),
    blogs=(*BLOGS, *voices.MORNANTAIS),
    events=EVENTS,
    polls=POLLS,
    groups=GROUPS,
    waiting=Text(
        title="La référente passe dans les onze villages : les dates",
        introduction="Pour voter sur papier, ouvrir un blog, ou juste poser une question.",
        body=(
            "Le lundi à Chabanière et Beauvallon, le mardi à Mornant et Chaussan, le jeudi dans "
            "les hauts. Le camion jaune s’arrête une heure devant chaque mairie.",
        ),
    ),
    districts={
        SOUCIEU: ("La Plaine", "Le Bourg"),
        CHABANIERE: ("Saint-Maurice-sur-Dargoire", "Saint-Didier-sous-Riverie"),
    },
)
