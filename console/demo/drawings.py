"""The drawings of the demo, each told in words, and how they reach the pages they are about."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile

from console.models import DemoItem
from site_core.kernel import territories
from site_core.kernel.models import KikaluImage

from .upkeep import untouched, written_again

FOLDER = Path(__file__).with_name("pictures")
CREDIT = "Dessin : Kikalu"
MIDDLE = 800  # pixels from the left


@dataclass(frozen=True)
class Drawing:
    """A drawing: its title in the collection, and what it shows.

    `focus` is how many pixels from the top, of a thousand, a wider cut is made around; people
    stand low.
    """

    title: str
    shows: str
    focus: int = 900


DRAWINGS: dict[str, Drawing] = {
    "aqueduc": Drawing(
        "La marche de l’aqueduc",
        "Sous une file d’arches romaines, des promeneurs suivent un chemin de terre ; "
        "au premier plan, deux personnes tirent et poussent une joëlette où "
        "quelqu’un est assis.",
    ),
    "bassin-vide": Drawing(
        "Le bassin à sec",
        "Un homme en chapeau de paille, appuyé sur sa canne, se tient au fond d’un "
        "bassin vide dont la terre est craquelée ; une flaque reste, des pommiers "
        "rouges poussent au bord.",
    ),
    "bistrot": Drawing(
        "Le bistrot du village",
        "La devanture d’un café de village au store rouge et blanc : trois "
        "personnes au comptoir derrière la vitre, une caisse de pains et des colis "
        "devant la porte, deux clients en terrasse.",
    ),
    "canal-gele": Drawing(
        "Les étoiles du canal",
        "À l’aube, onze personnes arrêtées sur une passerelle rouge regardent le "
        "canal gelé, où la lumière du réverbère et des bulles prises dans la glace "
        "brillent comme des étoiles.",
        focus=600,
    ),
    "car-scolaire": Drawing(
        "Le car de sept heures cinq",
        "Au lever du jour, quatre élèves et une femme qui tient une montre "
        "attendent sous un abri ; un car jaune aux vitres éclairées arrive.",
    ),
    "four-a-pain": Drawing(
        "La première fournée",
        "Un boulanger enfourne un pain dans un grand four de brique où le feu brûle ; "
        "autour de lui, un apprenti et trois retraités, et des miches sur une "
        "table.",
    ),
    "lecture": Drawing(
        "La leçon d’écriture",
        "Une femme âgée, foulard jaune et lunettes, écrit dans un cahier ; à côté "
        "d’elle, sa fille sourit. Derrière, un tableau couvert de boucles et une "
        "fenêtre sur les immeubles.",
        focus=500,
    ),
    "marche-soupe": Drawing(
        "La soupe du marché",
        "Sur la place, entre deux étals de fruits, de choux et de fromages, une "
        "femme remue une grande marmite fumante et un homme tend son bol.",
    ),
    "mariniers": Drawing(
        "Le retour des mariniers",
        "Au couchant, une péniche chargée descend le Rhône devant un village ; sur "
        "la rive, deux anciens assis sur un banc écoutent un accordéoniste.",
    ),
    "mediatheque": Drawing(
        "Une table sans ordinateur",
        "Dans une médiathèque aux rayons pleins, deux personnes lisent face à face "
        "à une table, sous une lampe ; une femme et un enfant choisissent un livre.",
    ),
    "mur-pierre-seche": Drawing(
        "Le mur remonté à quatre",
        "Quatre personnes remontent un mur de pierre sèche au pied d’un coteau de "
        "vignes en terrasses ; en bas coule le Rhône, devant un village.",
    ),
    "pont-nuit": Drawing(
        "Le pont, la nuit",
        "Un pont suspendu éclairé, sous la lune : une ambulance le traverse seule, "
        "une barque passe dessous, deux personnes sont assises sur la rive.",
        focus=700,
    ),
    "remparts-neige": Drawing(
        "Un soir sans moteur",
        "La nuit, des habitants arrivent à pied dans la neige, une lanterne à la "
        "main, vers la porte éclairée d’un village fortifié aux toits blancs.",
        focus=600,
    ),
    "rigottes": Drawing(
        "L’angle des deux rues",
        "Sous un grand parapluie rouge, une vieille marchande tend une rigotte à un "
        "client ; des fromages s’empilent sur l’étal, au coin de deux rues.",
        focus=800,
    ),
    "temple": Drawing(
        "L’esplanade du temple",
        "Un temple romain à six colonnes au fond d’une place ; des gens sont assis "
        "sur des bancs à l’ombre de deux platanes, un homme pousse un landau.",
        focus=560,
    ),
    "train-ter": Drawing(
        "Le train de sept heures douze",
        "Un TER bleu et blanc est à quai au petit matin ; des voyageurs et un "
        "enfant attendent, deux personnes sont assises sur un banc, sous l’horloge.",
    ),
    "verger-souches": Drawing(
        "La souche devant la maison",
        "Dans un verger arraché, un homme est assis sur une grosse souche ; son "
        "père se tient devant lui, une bêche à la main. À gauche, quelques "
        "cerisiers restent.",
    ),
    "volets": Drawing(
        "La rue rouvre",
        "Une rue ancienne au matin : des volets s’ouvrent, une libraire a sorti ses "
        "livres sous une enseigne de travers, un homme lève le rideau d’un atelier "
        "de vélos.",
    ),
}


def illustrate(item: DemoItem, name: str) -> None:
    """Upload a drawing in the name of the owner of an item's page, and put it above the page.

    A page that somebody edited or deleted is left alone. The territory must be in scope.
    """
    page = untouched(item)
    if page is None:
        return
    drawing, file = DRAWINGS[name], f"{name}.webp"
    picture = KikaluImage(
        title=drawing.title,
        description=drawing.shows,
        credit=CREDIT,
        file=ContentFile((FOLDER / file).read_bytes(), file),
        collection=territories.here().collection,
        uploaded_by_user=page.owner,
        focal_point_x=MIDDLE,
        focal_point_y=drawing.focus,
        focal_point_width=1,
        focal_point_height=1,
    )
    picture.full_clean(exclude=["territory"])
    picture.save()
    page.picture = picture
    written_again(item, page)
