"""Words that Sketch understands, English and Russian.

A word stands for itself; one that ends in `*` for all words that begin like it.
"""

SUBJECTS = {
    "fox": "fox foxes лиса лисы лису лисе лисой лисиц* лисён* лисен* лисич* лисьи* лисий лис",
    "wolf": "wolf wolves волк волка волки волку волком волков волчон* волчь* husky хаски",
    "cat": "cat cats kitten* kitty кот кота коты котом котов коту кошк* котён* котен* котик* кис*",
    "tiger": "tiger* тигр*",
    "lion": "lion lions lioness лев льва льву львом львы львён* львиц*",
    "dog": "dog dogs puppy puppies corgi собак* пёс пес пса псу псы щен* корги",
    "bear": "bear bears медвед* мишк* медвеж*",
    "panda": "panda* панд*",
    "hare": "hare hares rabbit* bunny bunnies заяц зайц* зайч* кролик* крольч*",
    "owl": "owl owls owlet* сова совы сову сове совой совён* филин*",
    "deer": "deer stag reindeer fawn олен* лань лани косул*",
    "bird": "bird birds sparrow* robin raven crow parrot* птиц* птич* воробе* снегир* ворон* "
    "попуга*",
    "butterfly": "butterfly butterflies moth бабочк* мотыл*",
    "fish": "fish fishes goldfish рыба рыбы рыбу рыбе рыбой рыбк* рыб",
    "whale": "whale* кит кита киты киту китом китов",
    "person": "person man woman girl boy people human lady traveller traveler wanderer child kid "
    "человек* люди девушк* девочк* мальчик* женщин* мужчин* парень парня путни* странни* ребён*",
    "astronaut": "astronaut* cosmonaut* spaceman космонавт* астронавт*",
    "robot": "robot* android cyborg робот* андроид*",
    "house": "house houses cottage* hut cabin home дом дома дому домом домик* изба избу "
    "избуш* хижин*",
    "castle": "castle* palace fortress замок замка замки замку дворец дворц* крепост*",
    "lighthouse": "lighthouse* маяк*",
    "ship": "ship ships boat* yacht* sailboat* sailing корабл* лодк* яхт* парус*",
    "balloon": "balloon* воздушн* аэростат*",
    "rocket": "rocket* spaceship* spacecraft ракет* звездолёт* звездолет*",
    "mushroom": "mushroom* toadstool* гриб* мухомор*",
    "cactus": "cactus* cacti кактус*",
    "heart": "heart hearts love сердц* сердеч* любов*",
    "flower": "flower* rose roses tulip* daisy daisies poppy poppies sunflower* bouquet blossom* "
    "цвет цветы цветок цветк* цветов цветам* роза розы розу розой тюльпан* ромашк* мак маки "
    "подсолн* букет*",
    "tree": "tree oak дерево дерева дереву дуб дуба",
}

PLACES = {
    "mountains": "mountain* alps peak* hill hills rock rocks cliff* гора горы горах горами гору "
    "гор "
    "горн* скал* холм* альп*",
    "sea": "sea seas ocean* beach* wave waves coast* bay море моря морем морю морск* океан* волн* "
    "пляж* берег* залив*",
    "lake": "lake* pond* river* озер* озёр* пруд* река реки реку реке рекой речк*",
    "forest": "forest* wood woods woodland jungle taiga pine pines spruce birch* лес леса лесу "
    "лесом "
    "леса лесн* тайг* бор бору чащ* джунгл* сосн* ёлк* елк* ель ели берёз* берез*",
    "meadow": "meadow* field* grass garden* park village поле поля полю лужайк* луг луга лугу "
    "трав* "
    "сад сада саду парк* деревн*",
    "desert": "desert* dune* sahara sand пустын* дюн* песк* песок сахар*",
    "city": "city cities town* street* skyscraper* skyline urban cyberpunk tokyo york город* "
    "улиц* "
    "небоскрёб* небоскреб* мегаполис* москв* киберпанк* токио",
    "space": "space cosmos cosmic galaxy galaxies universe planet* nebula* mars saturn космос* "
    "косми* галакти* вселенн* планет* туманност* марс* сатурн*",
    "underwater": "underwater seabed coral* reef aquarium подводн* водой коралл* риф* аквариум*",
}

HOURS = {
    "night": "night* midnight dark moonlit ноч* полноч* тёмн* темн*",
    "evening": "evening* sunset* dusk twilight вечер* закат* сумер*",
    "dawn": "dawn morning sunrise рассвет* утр* восход* заря зари",
    "day": "day daylight noon sunny день дня днём днем полдень солнечн*",
}

SEASONS = {
    "winter": "winter* snow* frost* ice icy christmas зим* снег* снеж* мороз* иней лёд льд* "
    "новогод*",
    "autumn": "autumn* fall october осен* осень листопад* октябр*",
    "spring": "spring sakura cherry весн* сакур* апрел* вишн*",
    "summer": "summer* лет* июл*",
}

EXTRAS = {
    "sun": "sun sunny sunset* sunrise солнц* солнеч* закат* рассвет*",
    "moon": "moon* moonlit crescent лун* месяц*",
    "stars": "star stars starry звезд* звёзд*",
    "clouds": "cloud* overcast облак* тучи туча туч",
    "rain": "rain* storm* shower дожд* ливен* ливн* гроз* шторм*",
    "snow": "snow* blizzard снег* снеж* метел* вьюг* снегопад*",
    "fog": "fog* mist* haze туман* дымк*",
    "rainbow": "rainbow* радуг*",
    "aurora": "aurora northern сияни* аврор*",
    "glasses": "glasses spectacles eyeglasses очки очках очками очков",
    "scarf": "scarf* шарф*",
    "hat": "hat hats cap wizard witch шляп* шапк* колпак* волшебник* маг",
    "crown": "crown* king queen prince princess корон* король короля королев* принц*",
    "flowers": SUBJECTS["flower"],
    "trees": f"{SUBJECTS['tree']} trees деревья деревьев деревьями",
    "birds": "birds gull* seagull* flock чайк* птицы стая стаи",
}

COLOURS = {
    "#d8382f": "red scarlet crimson красн* алый алая алое алого алой",
    "#f0802a": "orange ginger рыж* оранж* апельсин*",
    "#f4c430": "yellow жёлт* желт* лимон*",
    "#4f9d45": "green зелён* зелен*",
    "#2fa7a0": "turquoise teal cyan aqua бирюз*",
    "#3273c4": "blue azure син* голуб* лазур*",
    "#7b4bb3": "purple violet lilac lavender фиолет* лилов* сирен* пурпур*",
    "#ee7fae": "pink magenta розов* малинов*",
    "#f7f4ee": "white бел белый белая белое белого белой белые белых белую белым",
    "#26242c": "black чёрн* черн*",
    "#8d9199": "grey gray silver серый серая серое серого серой серую серые серебр*",
    "#85552f": "brown коричн* бур бурый бурая бурого",
    "#e3ae3a": "gold golden золот*",
}

NUMBERS = {
    "two": "two pair couple both два две двое пара пары обе оба",
    "three": "three trio три трое several many group herd несколько много стая группа",
    "four": "four четыре четверо",
}
