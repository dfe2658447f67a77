"""Sentences of our own in which places and people of all the world stand: P a place, N a person, S a surname.

Filled with names from the gazetteer, they show the tagger what its articles do not: lists of villages that it has never
heard of, in the words of reports on wars, disasters and politics, and people who are called as places are.
"""

from collections.abc import Sequence

import numpy as np
from tagger_corpora import PER, PLACE, Example

from geomap.recognition.tagger.labels import tags_of
from geomap.recognition.tagger.tokens import BLANK, form_of, pieces

PLACE_LIKE = 0.3  # of the surnames that are a place's name: Lincoln
SENTENCES = """
Government forces captured P and P on Thursday and pushed towards P .
The rebels said they had left P , P and P , but held the heights above P .
Mortar rounds landed in P , killing two children , N told reporters .
Warplanes struck positions near P and the road from P to P .
Two brigades were moved from P to the front at P .
Militiamen set up checkpoints between P and P , witnesses said .
Artillery fire was heard in P all night .
The siege of P entered its third month .
Families from P and P reached the camp at P on foot .
The villages of P , P and P were burned to the ground .
N , the mayor of P , said that half of the town had fled .
A suicide bomber killed nine worshippers at a mosque in P .
Troops loyal to N advanced on P from the north .
The ceasefire does not cover P and P , N said .
Helicopters flew the wounded from P to a hospital in P .
Peacekeepers patrol the line from P to P .
The front line runs west of P , along the river , to P .
Insurgents overran an outpost at P and seized weapons .
Officials in P and P imposed a curfew .
Police in P arrested N , S and five others .
Clashes between farmers and herders left 20 dead in P and P districts .
A mass grave was found outside P .
The convoy left P for P with food for 30,000 people .
Heavy rain flooded P , P and P , cutting off roads and power .
The river rose by two metres at P and burst its banks near P .
Landslides killed 14 people in P , a village in the hills above P .
The epicentre was 12 km south of P , near the border with P .
Aftershocks shook P and P on Monday morning .
Winds of 200 km an hour hit the coast between P and P .
Rescue teams from P searched the ruins in P for survivors .
Ash from the volcano fell on P and P , and the airport of P was closed .
The fire spread from P to the outskirts of P , where N lost his house .
Drought has emptied the wells of P and P .
Cholera was confirmed in P , P and two other districts , the ministry said .
The health minister , N , visited P and P on Saturday .
A ferry from P to P capsized with 80 people on board .
The bus , on its way from P to P , fell into a ravine .
The train derailed near P .
A dam upstream of P gave way , and the water reached P within an hour .
Voters in P and P go to the polls on Sunday .
N won in P , while S took P and P .
N , who was born in P and grew up in P , joined the party in 1998 .
President N met S in P on Friday .
The summit in P brought together N , N and S .
Talks between N and N in P ended without a deal .
N and N were freed in P .
N told S that P would not be forgotten .
S , a former general , fled to P with N .
The foreign ministers , N and N , flew on to P .
Minister N denied that soldiers had shot at crowds in P .
Protesters blocked the road at P and threw stones , N said .
Demonstrations spread to P , P and P .
Miners at P , in the province of P , have been on strike since May .
The pipeline runs from P through P to the terminal at P .
Smugglers take migrants from P to P by truck .
The company of N opened a mine near P .
A court in P sentenced N and S to life .
The diocese of P mourns Bishop N .
The island of P lies off P .
Fishermen from P found the wreck off the coast of P .
The valley between P and P is controlled by clans .
They marched from P via P to P .
Refugees in P said P had been emptied .
In P , N sells bread ; her sister lives in P .
The teams of P and P drew , and N scored twice .
Scientists led by N dug at P , in the region of P .
P , P ( AP )
P - N was buried on Tuesday .
P is a town of 9,000 people between P and P .
P fell in March ; P followed in April .
S , who lived alone , was found by a neighbour .
S said that he would appeal .
S 's lawyer declined to comment .
S and S were acquitted .
S , 34 , was taken to hospital by helicopter .
S added that nobody had been hurt .
S added : " We will stay in P . "
Mr. S resigned a day later .
Ms. S moved to P in 2011 .
Dr. S warned that the water was not safe .
His coach , S , was pleased .
S beat S in straight sets .
S , a former minister , denies this .
According to S , the bridge was closed .
A lawyer for S said she would not speak .
For S , it was the third title in a row .
S scored in the 89th minute .
S was born in P in 1931 .
S lived in P until 2003 .
S 's book came out in P last year .
Like S , he grew up on a farm near P .
S told the court that he had never been to P .
Asked about P , S only shrugged .
Neither S nor N was available for comment .
S , a spokesman for the ministry , said that P was calm .
When S left P , nobody noticed .
S probably was the tallest of them .
S had every letter answered by hand .
S rarely speaks of those years .
Later S wrote to N that the house in P was sold .
N , 62 , of P , died on Tuesday .
N of P and N of P were hurt .
N ( P ) came in second , ahead of S .
She praised S and S for their work .
Her eldest , N , plays the violin .
Officers questioned S for three hours .
The car that S drove was seen in P .
The S family has farmed here since 1880 .
The S brothers opened a shop in P .
In his latest book S looks back on the war .
" It is over , " S said .
" We knew , " said S , " that it could not last . "
S agreed .
S could not be reached .
S , N and S will play on Sunday .
P burned through the night .
P , P and P lie in ruins , said N .
P and P have fallen , S wrote .
P , P and P were without power on Friday .
P has been cut off since the storm , and P may be next .
P starved while S waited for help from P .
P woke to sirens ; P did not .
P fell silent after the raid , said S .
P mourned its dead on Sunday .
P , a town of farmers , and P , a port , were shelled .
P , P , P and P : the list of burned villages grows .
Raids on P , P and P went on for a third day .
Strikes hit P , P and P overnight , medics said .
P and P saw the worst of it .
P rebuilt its market , and P its school .
S and S lay in wait for N .
S burned the letters .
S , S and S fell ill in P .
N and N have fallen out , S said .
S woke early ; N did not .
""".strip().splitlines()


def sentences(
    rng: np.random.Generator, places: Sequence[Sequence[str]], people: Sequence[Sequence[str]], times: int
) -> list[Example]:
    """Every sentence, so many times, each time with other names; a few at a time make an article.

    Args:
        rng: what draws.
        places: names of places as tokens.
        people: full names of people as tokens.
        times: how often.
    """
    found = []
    for _ in range(times):
        order = rng.permutation(len(SENTENCES))
        chosen = [SENTENCES[at] for at in order.tolist()]
        found += [_filled(rng, chosen[start : start + 5], places, people) for start in range(0, len(chosen), 5)]
    return found


def _filled(
    rng: np.random.Generator, chosen: Sequence[str], places: Sequence[Sequence[str]], people: Sequence[Sequence[str]]
) -> Example:
    forms: list[str] = []
    names = []
    for word in " ".join(chosen).split(" "):
        if word not in ("P", "N", "S"):
            forms.extend(form for form in map(form_of, pieces(word)) if form != BLANK)
            continue
        source = places if word == "P" else people
        name = list(source[int(rng.integers(len(source)))])
        if word == "S":
            name = name[-1:]
            place = places[int(rng.integers(len(places)))]
            if len(place) == 1 and rng.random() < PLACE_LIKE:
                name = list(place)
        names.append((len(forms), len(forms) + len(name), PLACE if word == "P" else PER))
        forms.extend(name)
    return Example(forms, tags_of(names, len(forms)))
