"""Vienne Condrieu: a real agglomeration over two departments, invented people and texts."""

from . import voices
from .script import (
    SATURDAY,
    SUNDAY,
    THURSDAY,
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

VIENNE, ESTRABLIN, COTES_D_AREY = "38544", "38157", "38131"
CONDRIEU, AMPUIS, SAINT_ROMAIN, LES_HAIES = "69064", "69007", "69235", "69097"

PEOPLE = {
    "referent": "Mehdi Arnaud",
    "redacteur": "Clémence Rostaing",
    "habitante": "Inès Dumaine",
    "voisin": "Odile Gerin",
    "association": "Rhône propre",
    "commune": "Sylvie Marchand",
    "habitant1": "Baptiste Cuilleron",
    "habitant2": "Rose Vidaud",
    "habitant4": "Hélène Ogier",
    "habitant5": "Driss Lagrange",
}

BLOGS = (
    Blog(
        title="Le parapluie de ma grand-mère",
        introduction="La rue, le marché et ceux qui y passent depuis cinquante ans.",
        town=VIENNE,
        district="Centre",
        topics=("commerces-et-emploi", "culture"),
        owner="habitante",
        posts=(
            Post(
                title="Ma grand-mère a vendu des rigottes pendant cinquante ans, même place",
                introduction="Deux mètres d’étal, un parapluie, et toute la ville qui passe.",
                town=VIENNE,
                district="Centre",
                picture="rigottes",
                topics=("commerces-et-emploi",),
                days=2,
                body=(
                    "Elle arrivait à cinq heures pour avoir l’angle. L’angle, disait-elle, c’est "
                    "deux rues qui vous voient. Elle n’a jamais pesé une rigotte : elle la "
                    "soulevait, et elle savait.",
                    "Q:Le client qui discute le prix revient. Celui qui ne dit rien, non.",
                    "Samedi, la ville lui rend l’angle : une plaque, petite, à hauteur de caisse. "
                    "Venez, il y aura des rigottes.",
                ),
                comments=(
                    Comment("voisin", "Elle me gardait toujours la dernière. Je serai là."),
                    Comment(
                        "habitant1",
                        "J’apporte un pain d’Ampuis et deux verres.",
                        (Comment("habitante", "Apportes-en trois, l’angle est large."),),
                    ),
                ),
            ),
            Post(
                title="Les volets de la rue de Bourgogne rouvrent un à un",
                introduction="Une cordonnerie, une librairie, et bientôt un atelier de vélos.",
                town=VIENNE,
                district="Centre",
                picture="volets",
                topics=("commerces-et-emploi",),
                days=12,
                body=(
                    "Le propriétaire du 14 loue au mois, sans pas de porte. La libraire a repeint "
                    "elle-même l’enseigne, un peu de travers, et refuse qu’on la redresse.",
                ),
            ),
        ),
    ),
    Blog(
        title="Pierre sèche",
        introduction="Murs, pentes et dos fragiles, entre Ampuis et Condrieu.",
        town=AMPUIS,
        topics=("tourisme-et-patrimoine", "environnement"),
        owner="habitant1",
        posts=(
            Post(
                title="Remonter un mur de pierre sèche à quatre, sans se fâcher (presque)",
                introduction="Soixante mètres étaient tombés au printemps. On a mis onze "
                "dimanches, deux lumbagos et un mariage raté. Le mur tient.",
                town=AMPUIS,
                picture="mur-pierre-seche",
                topics=("tourisme-et-patrimoine",),
                days=1,
                body=(
                    "Soixante mètres étaient tombés d’un bloc, une nuit de pluie. Le mur de mon "
                    "grand-père, qui était déjà celui du sien. On a retrouvé des pierres jusque "
                    "dans la cour du voisin, bien rangées, comme s’il les avait commandées.",
                    "H:On ne pose pas, on cherche",
                    "La pierre sèche, c’est neuf dixièmes de tri. Sur cette pente, l’eau doit "
                    "passer : du drain, pas du ciment.",
                    "Q:Le ciment tient vingt ans et casse d’un coup. La pierre bouge un peu tous "
                    "les jours, c’est pour ça qu’elle reste.",
                    "Le compte : onze dimanches, quatre personnes, 340 euros d’outils, et la "
                    "promesse de remonter celui des Gerin l’hiver prochain.",
                ),
                comments=(
                    Comment(
                        "voisin",
                        "Je n’ai pas dit « non ». J’ai dit « pas celle-là ».",
                        (Comment("habitant1", "Quarante fois, Odile. J’ai compté."),),
                    ),
                ),
            ),
            Post(
                title="Pourquoi les terrasses ont besoin de nous en novembre",
                introduction="Avant la taille, il faut rendre à l’eau son chemin.",
                town=AMPUIS,
                topics=("environnement",),
                days=18,
                body=(
                    "Une rigole bouchée, et c’est un mur de moins en avril. Le club part du "
                    "château dimanche à neuf heures, pelles fournies.",
                ),
            ),
        ),
    ),
    Blog(
        title="D’une rive à l’autre",
        introduction="Deux départements, un fleuve, et ceux qui le traversent chaque matin.",
        town=CONDRIEU,
        district="Le Port",
        topics=("transports-et-rues",),
        owner="habitant2",
        posts=(
            Post(
                title="Deux rives, deux départements, deux cartes de bus",
                introduction="Ce que paie une lycéenne de Condrieu pour aller à Vienne.",
                town=CONDRIEU,
                district="Le Port",
                topics=("transports-et-rues", "ecole-et-jeunesse"),
                days=3,
                body=(
                    "Deux abonnements, deux applications, deux guichets. La même route, onze "
                    "kilomètres. Nous avons fait le calcul avec trois familles : 214 euros de plus "
                    "par an que pour une lycéenne de la rive gauche.",
                ),
            ),
            Post(
                title="Pont de Condrieu : fermeture la nuit, pas le jour",
                introduction="Le calendrier validé par les deux départements, et les déviations.",
                town=CONDRIEU,
                picture="pont-nuit",
                topics=("transports-et-rues", "vie-municipale"),
                days=8,
                body=(
                    "De vingt-deux heures à cinq heures, du lundi au jeudi. Les ambulances passent "
                    "toujours.",
                ),
            ),
        ),
    ),
)

EVENTS = (
    Event(
        title="Marché aux vins et aux rigottes",
        introduction="Trente producteurs, une fanfare et des bancs.",
        town=CONDRIEU,
        district="Le Port",
        topics=("tourisme-et-patrimoine", "commerces-et-emploi"),
        days=1,
        weekday=SATURDAY,
        at="09:00",
        hours=8,
        venue="Place du Marché-aux-Fruits",
        organiser="Vignerons et bergers réunis",
        price="Verre consigné, 3 €",
    ),
    Event(
        title="Le bac de Condrieu peut-il revenir ?",
        introduction="Ce que disent les ingénieurs, ce que veulent les riverains.",
        town=CONDRIEU,
        topics=("transports-et-rues",),
        days=2,
        weekday=TUESDAY,
        at="18:30",
        venue="Salle de l’Arbuel",
        organiser="Collectif Deux Rives",
        access="Langue des signes",
    ),
    Event(
        title="Visite : ce que cache la place de Miremont",
        introduction="Marche lente, pauses assises.",
        town=VIENNE,
        district="Centre",
        topics=("tourisme-et-patrimoine",),
        days=2,
        weekday=SUNDAY,
        at="14:30",
        venue="Rendez-vous devant le cloître",
        organiser="Les Amis de Vienne",
        price="Gratuit",
        access="Parcours sans marche",
    ),
    Event(
        title="Taille d’hiver, pour ceux qui débutent",
        introduction="Deux heures au soleil, sécateurs prêtés.",
        town=AMPUIS,
        topics=("environnement",),
        days=6,
        weekday=WEDNESDAY,
        at="10:00",
        venue="Parcelle-école, chemin de la Roche",
        organiser="Lycée viticole",
    ),
    Event(
        title="Jazz de poche : trio Brunel",
        introduction="Le trio est souffrant : une autre date sera donnée ici.",
        town=VIENNE,
        topics=("culture",),
        days=6,
        weekday=THURSDAY,
        at="20:30",
        venue="Théâtre François-Ponsard",
        organiser="Jazz toute l’année",
        price="8 €",
        status="cancelled",
    ),
    Event(
        title="Goûter des aînés",
        introduction="Brioche, loto, et la navette qui vous ramène.",
        town=ESTRABLIN,
        topics=("sante-et-solidarite",),
        days=10,
        weekday=WEDNESDAY,
        at="15:00",
        hours=2.5,
        venue="Salle du Mollard",
        organiser="Centre communal d’action sociale",
        price="Gratuit",
        owner="commune",
    ),
)

POLLS = (
    Poll(
        title="Que planter sur l’esplanade, devant le temple ?",
        introduction="Les platanes malades seront abattus. L’agglomération plantera votre choix.",
        town=VIENNE,
        district="Centre",
        picture="temple",
        topics=("environnement", "vie-municipale"),
        options=(
            "Des tilleuls, pour l’ombre dense",
            "Des micocouliers, qui craignent peu le sec",
            "Rien de haut : garder la vue sur le temple",
        ),
        opens=-4,
        closes=17,
    ),
    Poll(
        title="À quelle heure fermer les berges aux scooters ?",
        introduction="Une règle commune aux deux rives, pour la première fois.",
        town=SAINT_ROMAIN,
        topics=("transports-et-rues",),
        options=("À vingt heures", "À vingt-deux heures", "Toute la journée"),
        opens=-1,
        closes=30,
    ),
    Poll(
        title="Quels jours ouvrir la piscine en soirée ?",
        introduction="L’essai dure jusqu’en juin.",
        town=VIENNE,
        topics=("sport",),
        options=("Mardi et vendredi", "Mercredi et samedi", "Tous les soirs, une heure"),
        opens=-50,
        closes=-20,
        ballots=(6, 9, 4),
        outcome="Dix-neuf réponses, dont neuf pour le mercredi et le samedi : l’essai se fait ces "
        "deux soirs, de dix-neuf à vingt et une heures. L’ouverture de chaque soir, demandée "
        "quatre fois, n’est pas retenue : il manque deux maîtres-nageurs. Bilan en juin, ici.",
        decision="under_way",
    ),
    Poll(
        title="Faut-il ouvrir l’ancien tunnel aux vélos ?",
        introduction="Six cents mètres à l’abri, sous la colline.",
        town=VIENNE,
        topics=("transports-et-rues", "tourisme-et-patrimoine"),
        options=("Oui", "Non", "Oui, mais le jour seulement"),
        opens=-120,
        closes=-90,
        ballots=(8, 4, 5),
        outcome="Vous avez dit oui ; la réponse est non : la voûte est à refaire, pour 600 000 "
        "euros. La piste passera par le quai, dès juin.",
        decision="declined",
        answered=45,
    ),
    Poll(
        title="Quel trajet pour la navette du marché ?",
        introduction="Une seule navette, douze places, le samedi matin.",
        town=VIENNE,
        district="Centre",
        topics=("transports-et-rues", "sante-et-solidarite"),
        options=("Malissol et le centre", "Estressin et le centre", "Une semaine sur deux"),
        opens=-25,
        closes=-5,
        ballots=(4, 6, 8),
    ),
)

GROUPS = (
    Group(
        title="Collectif Deux Rives",
        introduction="Réunion sur le bac. Cherche un notaire à la retraite et une bonne voix.",
        kind="collective",
        town=CONDRIEU,
        district="Le Port",
        topics=("transports-et-rues",),
        body=("Nous comptons, nous écrivons, nous demandons, et nous publions les réponses.",),
        owner="habitant2",
        texts=(voices.FERRY,),
    ),
    Group(
        title="Rhône propre",
        introduction="820 kilos sortis de l’eau l’an dernier. Gants fournis.",
        town=SAINT_ROMAIN,
        topics=("environnement",),
        contact="Halte fluviale, le premier samedi du mois",
    ),
    Group(
        title="Épicerie du Pilat",
        introduction="Ouvre le dimanche matin. Tournée à domicile le jeudi.",
        kind="shop",
        town=LES_HAIES,
        topics=("commerces-et-emploi",),
        owner="habitant3",
    ),
    Group(
        title="École de musique du Port",
        introduction="Prêt d’instruments : reste un basson.",
        kind="school",
        town=CONDRIEU,
        topics=("culture", "ecole-et-jeunesse"),
        owner="redacteur",
    ),
)

VIENNE_CONDRIEU = Place(
    slug="vienne-condrieu",
    code="200077014",
    name="Vienne Condrieu",
    motto="Paroles des deux rives",
    theme="vignes",
    welcome="Trente communes, deux départements, un fleuve : on se parle d’une rive à l’autre.",
    people=PEOPLE,
    capacities=voices.capacities(elected="conseillère déléguée", agent="réseau de cars"),
    blogs=(*BLOGS, *voices.VIENNE_CONDRIEU),
    events=EVENTS,
    polls=POLLS,
    groups=GROUPS,
    waiting=Text(
        title="Ramassage des sarments : dates par hameau",
        introduction="Où les déposer, ce qui sera broyé, ce que deviendra le broyat.",
        body=(
            "Verenay et Le Plany le premier lundi, Boucharey le deuxième, Semons le troisième. "
            "Déposez les fagots au bord du chemin, sans ficelle.",
            "Le broyat est rendu aux vignes et aux jardins partagés, gratuitement.",
        ),
    ),
    districts={
        VIENNE: ("Estressin", "Malissol", "Saint-Martin", "Centre"),
        CONDRIEU: ("Le Port",),
        COTES_D_AREY: ("Le Bourg",),
    },
)
