"""Those who write for others or together: a group, an elected person, a public service."""

from .script import AGENT, ASSOCIATION, ELECTED, Blog, CollectiveText, Comment, Post


def capacities(*, elected: str, agent: str) -> dict[str, tuple[str, str]]:
    """Who writes for others, and under which title; the association has its group."""
    return {
        "habitant4": (ELECTED, elected),
        "habitant5": (AGENT, agent),
    }


GRANDLYON = (
    Blog(
        title="Le cahier du jardin partagé",
        introduction="Ce que l’on sème, ce que l’on récolte et qui garde la clé de la cabane.",
        town="69096",
        topics=("environnement", "vie-associative"),
        owner=ASSOCIATION,
        posts=(
            Post(
                title="Onze parcelles se libèrent au jardin des Arboras",
                introduction="On les tire au sort en réunion, les enfants piochent les papiers.",
                town="69096",
                topics=("environnement",),
                days=4,
                body=(
                    "Il faut habiter à moins de vingt minutes à pied et venir deux samedis par an "
                    "pour les chemins. Le reste, on l’apprend ensemble.",
                    "Les outils sont communs. L’eau vient du puits, pas du robinet.",
                ),
                comments=(Comment("voisin", "Je m’inscris, et j’apporte ma grelinette."),),
            ),
        ),
    ),
    Blog(
        title="Une élue à vélo",
        introduction="Ce que je vote, pourquoi, et ce que l’on m’a répondu.",
        town="69259",
        topics=("transports-et-rues",),
        owner="habitant4",
        posts=(
            Post(
                title="Pourquoi j’ai voté le report de la piste du boulevard",
                introduction="Trois mois de plus, pour que les arrêts de bus soient refaits avant.",
                town="69259",
                topics=("transports-et-rues",),
                days=6,
                body=(
                    "La piste se fera. Sans les quais relevés, les personnes en fauteuil auraient "
                    "traversé la piste pour monter dans le bus : je ne voulais pas de cela.",
                    "Je réponds ici aux questions, y compris à celles qui fâchent.",
                ),
            ),
        ),
    ),
    Blog(
        title="Les chantiers de la semaine",
        introduction="Où l’on creuse, jusqu’à quand, et par où passer.",
        town="69123",
        topics=("transports-et-rues",),
        owner="habitant5",
        posts=(
            Post(
                title="Conduites d’eau : par où passer rue Garibaldi",
                introduction="Trottoir pair fermé, passage protégé en face, commerces ouverts.",
                town="69123",
                topics=("transports-et-rues",),
                days=5,
                body=(
                    "Les conduites ont quatre-vingts ans. Nous coupons l’eau le mercredi matin, de "
                    "neuf heures à midi, et chaque immeuble reçoit un mot dans sa boîte.",
                    "Une rampe reste posée devant la pharmacie pendant toute la durée des travaux.",
                ),
            ),
        ),
    ),
)

MORNANTAIS = (
    Blog(
        title="Le carnet des Croqueurs",
        introduction="Greffes, variétés oubliées et pressoir commun.",
        town="69170",
        topics=("environnement", "vie-associative"),
        owner=ASSOCIATION,
        posts=(
            Post(
                title="Vingt-six variétés pesées au pressoir, et une que personne ne connaît",
                introduction="Elle est petite, grise et très sucrée. Qui la reconnaît ?",
                town="69170",
                topics=("environnement",),
                days=3,
                body=(
                    "L’arbre est derrière le lavoir de Rontalon. Les anciens disent « la "
                    "Grisonne », sans en jurer. Un rameau est parti chez un spécialiste.",
                    "Le pressoir tourne encore deux samedis : apportez vos bouteilles propres.",
                ),
                comments=(
                    Comment("habitant1", "Mon grand-père en avait deux. Je cherche la photo."),
                ),
            ),
        ),
    ),
    Blog(
        title="Carnet d’une adjointe",
        introduction="Écoles, routes et séances du conseil, racontées le lendemain.",
        town="69228",
        topics=("ecole-et-jeunesse", "transports-et-rues"),
        owner="habitant4",
        posts=(
            Post(
                title="Ce que nous avons décidé pour la cantine, et ce qui reste à trouver",
                introduction="Les légumes viendront d’ici en janvier. Il manque une cuisinière.",
                town="69228",
                topics=("ecole-et-jeunesse",),
                days=5,
                body=(
                    "Quatre fermes se sont engagées. Le repas coûtera onze centimes de plus, que "
                    "la commune prend à sa charge cette année.",
                    "J’ai voté pour. Deux collègues ont voté contre, et leurs raisons sont au "
                    "procès-verbal.",
                ),
            ),
        ),
    ),
    Blog(
        title="À la déchèterie",
        introduction="Ce qui entre, ce qui en ressort, et les horaires quand ils changent.",
        town="69141",
        topics=("environnement",),
        owner="habitant5",
        posts=(
            Post(
                title="Le local du réemploi ouvre le mercredi",
                introduction="Avant la benne, posez là ce qui peut encore servir.",
                town="69141",
                topics=("environnement",),
                days=7,
                body=(
                    "Vaisselle, livres, vélos, outils : on pèse, on vérifie, on donne. Rien n’est "
                    "vendu.",
                    "En un mois, deux tonnes n’ont pas été enfouies. Merci.",
                ),
            ),
        ),
    ),
)

VIENNE_CONDRIEU = (
    Blog(
        title="Rhône propre, le journal des berges",
        introduction="Ce que le fleuve dépose, et ce que nous en faisons.",
        town="69235",
        topics=("environnement", "vie-associative"),
        owner=ASSOCIATION,
        posts=(
            Post(
                title="Quarante-deux pneus et un landau en une matinée",
                introduction="Nous étions trente et un. Le landau roule encore.",
                town="69235",
                topics=("environnement",),
                days=4,
                body=(
                    "La berge est propre jusqu’au ponton. Les pneus partent chez un recycleur, le "
                    "landau chez une maman de Saint-Romain.",
                    "Le prochain nettoyage aura lieu après la crue : prenez des bottes.",
                ),
                comments=(Comment("voisin", "J’y étais, et j’ai encore de la boue aux genoux."),),
            ),
        ),
    ),
    Blog(
        title="Entre deux conseils",
        introduction="Une élue raconte ce qui se décide, et ce qui se discute encore.",
        town="38544",
        topics=("culture", "transports-et-rues"),
        owner="habitant4",
        posts=(
            Post(
                title="Le temple aura de la lumière le soir, mais pas toute la nuit",
                introduction="Extinction à vingt-trois heures : voici comment nous avons tranché.",
                town="38544",
                topics=("culture",),
                days=5,
                body=(
                    "Les riverains voulaient dormir, les commerçants voulaient de la lumière. "
                    "Trois heures suffisent aux uns et n’empêchent pas les autres.",
                    "Nous ferons le point dans un an, chiffres à l’appui.",
                ),
            ),
        ),
    ),
    Blog(
        title="Sur la ligne",
        introduction="Le réseau de cars vu du dépôt : retards, détours et nouveautés.",
        town="38544",
        topics=("transports-et-rues",),
        owner="habitant5",
        posts=(
            Post(
                title="Le car de 6 h 42 attendra le train",
                introduction="Quatre minutes au plus, et seulement si le train est annoncé.",
                town="38544",
                topics=("transports-et-rues",),
                days=6,
                body=(
                    "Vous nous l’avez écrit vingt fois. Le conducteur reçoit maintenant l’heure du "
                    "train et peut attendre.",
                    "L’essai dure trois mois. Dites-nous ici si cela ne marche pas.",
                ),
            ),
        ),
    ),
)

REPAIRS = CollectiveText(
    title="Dix gestes avant de jeter",
    introduction="Ce que nous avons appris en un an d’ateliers, machine par machine.",
    town="69123",
    district="Lyon 3e Arrondissement",
    topics=("environnement", "vie-associative"),
    writers="les quatorze bénévoles de l’atelier du samedi",
    days=9,
    body=(
        "Chacun de nous a écrit le geste qu’il fait le plus souvent ; les autres l’ont "
        "corrigé, essayé, et parfois barré.",
        "H:D’abord, débrancher et regarder",
        "Une panne sur trois est un fil, une poussière ou un fusible. Rien de tout "
        "cela ne demande une pièce neuve.",
        "H:Ensuite, demander",
        "Nous sommes là le samedi matin. On apporte la machine, on reste, on tient le tournevis.",
    ),
)

LIFTS = CollectiveText(
    title="La charte du covoiturage des Hauts",
    introduction="Ce que conducteurs et passagers se promettent avant de partager la "
    "route de Brignais.",
    town="69051",
    topics=("transports-et-rues", "environnement"),
    writers="dix-neuf habitants de Chaussan, Saint-André-la-Côte et Riverie",
    days=12,
    body=(
        "Nous avons écrit ce texte en trois soirées, à tour de rôle, dans la salle du "
        "conseil. Chaque phrase a été lue à voix haute, et retirée si deux personnes "
        "le demandaient.",
        "H:Ce que promet qui conduit",
        "Partir à l’heure dite, prévenir la veille d’un empêchement, et ne jamais "
        "laisser quelqu’un à la gare après le dernier train.",
        "H:Ce que promet qui monte",
        "Être à l’arrêt cinq minutes avant, partager l’essence sans qu’on le demande, "
        "et rendre le service, en voiture ou autrement.",
        "Q:On ne compte pas les kilomètres entre voisins, on compte les fois où "
        "personne n’est resté sur le bord de la route.",
    ),
    comments=(Comment("voisin", "Je signe. Peut-on ajouter le marché du vendredi ?"),),
)

FERRY = CollectiveText(
    title="Le bac que nous demandons",
    introduction="Une traversée toutes les demi-heures, d’avril à octobre : nos "
    "comptes, nos raisons, nos questions.",
    town="69064",
    district="Le Port",
    topics=("transports-et-rues",),
    writers="les vingt-six membres du collectif, en quatre réunions",
    days=15,
    body=(
        "Nous avons compté, un mardi et un samedi, qui passait d’une rive à l’autre, "
        "et par où. Ce texte dit ce que nous en avons tiré, et ce que nous ne savons "
        "pas encore.",
        "H:Ce que nous demandons",
        "Un essai d’une saison, avec un petit bateau, et que les chiffres soient "
        "publiés chaque mois.",
        "H:Ce que nous ne savons pas",
        "Ce que coûte un pilote, et qui paie le ponton. Nous le demandons à ceux qui "
        "le savent : leurs réponses seront ajoutées ici.",
    ),
)
