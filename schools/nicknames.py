"""Generated nicknames: a kind word and an animal or a plant, drawn, never chosen.

A nickname helps to tell neighbours on a board apart; it says nothing about the student.
"""

import secrets
from collections.abc import Collection

WORDS = (
    "고요한 기쁜 느긋한 다정한 따뜻한 맑은 멋진 밝은 반가운 반짝이는"
    " 부드러운 부지런한 산뜻한 새로운 상냥한 성실한 수줍은 시원한 신나는 싱그러운"
    " 씩씩한 아늑한 알찬 여유로운 용감한 웃는 유쾌한 은은한 잔잔한 재빠른"
    " 정겨운 즐거운 차분한 참신한 초록빛 친절한 평온한 푸른 한결같은 활기찬"
).split()
BEINGS = (
    "갈매기 강아지풀 개나리 거북이 고니 고래 고슴도치 기러기 까치 나비"
    " 너구리 노루 느티나무 다람쥐 단풍나무 달팽이 담비 도라지 돌고래 동백꽃"
    " 두루미 딱따구리 라일락 매화 무당벌레 물개 물총새 미루나무 민들레 반딧불이"
    " 백로 버드나무 벚나무 봉숭아 부엉이 붓꽃 사슴 산딸기 소나무 수달"
    " 수선화 아기별꽃 안개꽃 양떼 억새 올빼미 은방울꽃 은행나무 잠자리 제비"
    " 진달래 참나무 참새 청설모 코스모스 토끼풀 파랑새 해달 해바라기 호랑나비"
).split()


def draw(count: int, *, but_not: Collection[str] = ()) -> list[str]:
    """So many nicknames, all different and none of those already given.

    Raises:
        ValueError: more than there are.
    """
    every = range(len(WORDS) * len(BEINGS))
    drawn = secrets.SystemRandom().sample(every, min(len(every), count + len(but_not)))
    names = [f"{WORDS[place % len(WORDS)]} {BEINGS[place // len(WORDS)]}" for place in drawn]
    free = [name for name in names if name not in but_not][:count]
    if len(free) < count:
        raise ValueError(f"{count} nicknames are more than there are")
    return free
