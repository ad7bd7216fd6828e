"""What the date grammar reads, phrase by phrase. Every sentence here is invented."""

from __future__ import annotations

import datetime
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.text.date_grammar import DateGrammar
from imcwp_data.text.edtf import bounds

GRAMMAR = DateGrammar()
# A Wednesday.
WRITTEN = datetime.date(2014, 6, 18)


def read(text: str, reference: datetime.date | None = WRITTEN, language: str = "en") -> list[tuple[str, str]]:
    return [(found.surface, found.date_edtf) for found in GRAMMAR.find(text, reference, language)]


ABSOLUTE = [
    ("The session of 21 June 2014 was short.", "21 June 2014", "2014-06-21"),
    ("They met on June 21, 2014, by the harbour.", "June 21, 2014", "2014-06-21"),
    ("June 21 2014", "June 21 2014", "2014-06-21"),
    ("It was signed on the 21st of June, 2014.", "21st of June, 2014", "2014-06-21"),
    ("It was signed on the 1 st of June 2014.", "1 st of June 2014", "2014-06-01"),
    ("Signed on the first of June 2014.", "first of June 2014", "2014-06-01"),
    ("Signed on the twenty-second of June 2014.", "twenty-second of June 2014", "2014-06-22"),
    ("Wednesday, 13 November 2013", "Wednesday, 13 November 2013", "2013-11-13"),
    ("Tuesday November 9th, 2021", "Tuesday November 9th, 2021", "2021-11-09"),
    ("Fri, 5 Nov 2021", "Fri, 5 Nov 2021", "2021-11-05"),
    ("It began on Sunday, the 10th of November 2013.", "Sunday, the 10th of November 2013", "2013-11-10"),
    ("27-29/10/2022", "27-29/10/2022", "2022-10-27/2022-10-29"),
    ("27.–29.10.2022", "27.–29.10.2022", "2022-10-27/2022-10-29"),
    ("in May '68 they", "May '68", "1968-05"),
    ("the Long March of 1934-1935", "1934-1935", "1934/1935"),
    ("in the 1800s", "1800s", "18XX"),
    ("in the 2000s", "2000s", "200X"),
    ("In May 1886 workers struck.", "May 1886", "1886-05"),
    ("spring-summer 2022", "spring-summer 2022", "2022-21/2022-22"),
    ("between spring and autumn 2022", "spring and autumn 2022", "2022-21/2022-23"),
    ("in June 2022 at the earliest", "June 2022 at the earliest", "2022-06/.."),
    ("no earlier than 15 June 2022", "no earlier than 15 June 2022", "2022-06-15/.."),
    ("the post-2008 crisis", "2008", "2008"),
    ("5-Nov-2021", "5-Nov-2021", "2021-11-05"),
    ("as of Nov. 20, 2021, nine in ten", "Nov. 20, 2021", "2021-11-20"),
    ("12 DECEMBER 2021", "12 DECEMBER 2021", "2021-12-12"),
    ("12 november 2014", "12 november 2014", "2014-11-12"),
    ("date 2024-11-06", "2024-11-06", "2024-11-06"),
    ("2021-11-09T10:30:00Z", "2021-11-09T10:30:00Z", "2021-11-09"),
    ("2014/06/24", "2014/06/24", "2014-06-24"),
    ("16.06.2014", "16.06.2014", "2014-06-16"),
    ("06/24/14 09:12 AM", "06/24/14 09:12 AM", "2014-06-24"),
    ("15/12/2021", "15/12/2021", "2021-12-15"),
    ("12/4/18 3:47 PM", "12/4/18 3:47 PM", "2018-12-04"),
    ("08/11/2013 - 10/11/2013", "08/11/2013 - 10/11/2013", "2013-11-08/2013-11-10"),
    ("on 5-6 November 2021 the", "5-6 November 2021", "2021-11-05/2021-11-06"),
    ("on 10–11–12 December 2021 the", "10–11–12 December 2021", "2021-12-10/2021-12-12"),
    ("on 10-11-12 December 2021 the", "10-11-12 December 2021", "2021-12-10/2021-12-12"),
    ("13, 14 and 15 November 2014", "13, 14 and 15 November 2014", "2014-11-13/2014-11-15"),
    ("13, 14, and 15 November 2014", "13, 14, and 15 November 2014", "2014-11-13/2014-11-15"),
    ("November 13th, 14th and 15th, 2014", "November 13th, 14th and 15th, 2014", "2014-11-13/2014-11-15"),
    ("From the 8th to the 10th of November 2013", "8th to the 10th of November 2013", "2013-11-08/2013-11-10"),
    ("from 8 to 10 November 2013", "8 to 10 November 2013", "2013-11-08/2013-11-10"),
    ("between 8 and 10 November 2013", "8 and 10 November 2013", "2013-11-08/2013-11-10"),
    ("from November 8 to 10, 2013", "November 8 to 10, 2013", "2013-11-08/2013-11-10"),
    ("November 8 – 10, 2013", "November 8 – 10, 2013", "2013-11-08/2013-11-10"),
    ("November 5 & 6, 2021", "November 5 & 6, 2021", "2021-11-05/2021-11-06"),
    ("21-22nd June 2014", "21-22nd June 2014", "2014-06-21/2014-06-22"),
    ("30 October – 1 November 2015", "30 October – 1 November 2015", "2015-10-30/2015-11-01"),
    ("28 February to 2 March 2022", "28 February to 2 March 2022", "2022-02-28/2022-03-02"),
    ("from October 30 to November 1, 2015", "October 30 to November 1, 2015", "2015-10-30/2015-11-01"),
    ("from 30 December to 2 January 2016", "30 December to 2 January 2016", "2015-12-30/2016-01-02"),
    ("Friday 21 to Sunday 23 November 2014", "Friday 21 to Sunday 23 November 2014", "2014-11-21/2014-11-23"),
    ("9 May 1945 – 9 May 2015", "9 May 1945 – 9 May 2015", "1945-05-09/2015-05-09"),
    ("between 5 May and 7 June 1968", "5 May and 7 June 1968", "1968-05-05/1968-06-07"),
    ("in October 2015 the", "October 2015", "2015-10"),
    ("its failed April 1961 landing", "April 1961", "1961-04"),
    ("in Nov. 2017 they", "Nov. 2017", "2017-11"),
    ("in May 2014 they", "May 2014", "2014-05"),
    ("March, 1957", "March, 1957", "1957-03"),
    ("from November 2013 to March 2014", "November 2013 to March 2014", "2013-11/2014-03"),
    ("June–July 2021", "June–July 2021", "2021-06/2021-07"),
    ("the summer of 1974", "summer of 1974", "1974-22"),
    ("in autumn 2014", "autumn 2014", "2014-23"),
    ("in the fall of 1989", "fall of 1989", "1989-23"),
    ("Spring 2022", "Spring 2022", "2022-21"),
    ("the winter of 1941-42 was", "winter of 1941-42", "1941-24"),
    ("until at least spring 2022", "at least spring 2022", "2022-21/.."),
    ("postponed until at least June 2022", "at least June 2022", "2022-06/.."),
    ("at least until 2023", "at least until 2023", "2023/.."),
    ("on May Day 2015", "May Day 2015", "2015-05-01"),
    ("the 20th century", "20th century", "19XX"),
    ("the end of the twentieth century", "twentieth century", "19XX"),
    ("a 21st-century plan", "21st-century", "20XX"),
    ("in the 1990s she", "1990s", "199X"),
    ("in the 1930's he", "1930's", "193X"),
    ("the early 1960s", "early 1960s", "196X"),
    ("in the ’70s", "’70s", "197X"),
    ("the late nineties", "late nineties", "199X"),
    ("the war of 1914-1918", "1914-1918", "1914/1918"),
    ("the war of 1939–45", "1939–45", "1939/1945"),
    ("from 1936 to 1939", "1936 to 1939", "1936/1939"),
    ("between 1941 and 1944", "1941 and 1944", "1941/1944"),
    ("the school year 2013/14", "2013/14", "2013/2014"),
    ("by the end of 2022", "by the end of 2022", "../2022-12-31"),
    ("before the end of May 2021", "before the end of May 2021", "../2021-05-31"),
    ("since 1959", "1959", "1959"),
    ("(1953)", "1953", "1953"),
    ("the 1967 borders", "1967", "1967"),
    ("prior to the 2022 mid-term elections", "2022", "2022"),
    ("Ahead of 2022, the parties", "2022", "2022"),
    ("to be held within 2022", "2022", "2022"),
    ("Plan for 2015", "2015", "2015"),
    ("the Partisans of 1941.", "1941", "1941"),
    ("the post-1991 order", "1991", "1991"),
    ("the year 1917", "1917", "1917"),
    ("as early as 1848, they", "1848", "1848"),
    ("24 juin 2014", "24 juin 2014", "2014-06-24"),
    ("1er mai 2015", "1er mai 2015", "2015-05-01"),
    ("24 de junho de 2014", "24 de junho de 2014", "2014-06-24"),
    ("24. Juni 2014", "24. Juni 2014", "2014-06-24"),
    ("24 giugno 2014", "24 giugno 2014", "2014-06-24"),
    ("24 Ιουνίου 2014", "24 Ιουνίου 2014", "2014-06-24"),
    ("24 Haziran 2014", "24 Haziran 2014", "2014-06-24"),
    ("24 июня 2014", "24 июня 2014", "2014-06-24"),
    ("3-5 de outubro de 2014", "3-5 de outubro de 2014", "2014-10-03/2014-10-05"),
]


@pytest.mark.parametrize(("text", "surface", "edtf"), ABSOLUTE)
def test_a_date_written_in_full_needs_no_day_of_writing(text: str, surface: str, edtf: str) -> None:
    assert read(text, None) == [(surface, edtf)]
    assert read(text) == [(surface, edtf)]
    assert {found.basis for found in GRAMMAR.find(text, WRITTEN)} == {"explicit"}


COMPLETED = [
    ("in Guayaquil in November. We", "November", "2014-11"),
    ("refusing food since April.", "April", "2014-04"),
    ("refusing food since August.", "August", "2013-08"),
    ("LIMASSOL, June 16. People marched.", "June 16", "2014-06-16"),
    ("HAVANA, Cuba, Jun 17 (ACN) They asked", "Jun 17", "2014-06-17"),
    ("The march of 14-15 June was large.", "14-15 June", "2014-06-14/2014-06-15"),
    ("On Sunday, June 15, they took to the streets.", "Sunday, June 15", "2014-06-15"),
    ("the June 15 demonstrations", "June 15", "2014-06-15"),
    ("wrote a columnist in the Jun. 15 Harbour Post.", "Jun. 15", "2014-06-15"),
    ("Answers are asked for by 15 September.", "15 September", "2014-09-15"),
    ("In January the dockers walked out.", "January", "2014-01"),
    ("The dockers walked out in September.", "September", "2013-09"),
    ("The dockers will meet in January.", "January", "2015-01"),
    ("The congress is to open on 12 January.", "12 January", "2015-01-12"),
    ("The congress took place on 12 January.", "12 January", "2014-01-12"),
    ("The congress took place on 30 November.", "30 November", "2013-11-30"),
    ("It was announced that rallies would be held on 28 June.", "28 June", "2014-06-28"),
    ("actions planned for November 15", "November 15", "2014-11-15"),
    ("from 30 December to 2 January", "30 December to 2 January", "2014-12-30/2015-01-02"),
    ("We will march on 8 and 9 November.", "8 and 9 November", "2014-11-08/2014-11-09"),
    ("NOTICE: MEETING OF 5 AND 6 JULY", "5 AND 6 JULY", "2014-07-05/2014-07-06"),
    ("closed at least until March", "at least until March", "2015-03/.."),
    ("They are asked to answer by the end of April.", "by the end of April", "../2015-04-30"),
    ("They gathered on Friday (13 June).", "13 June", "2014-06-13"),
    ("The strikes of mid-May were", "mid-May", "2014-05"),
    ("In early March they met.", "early March", "2014-03"),
    ("They marched on 1 May in Athens.", "1 May", "2014-05-01"),
    ("On May Day they marched.", "May Day", "2014-05-01"),
    ("The meeting of 29 February was cancelled.", "29 February", "2012-02-29"),
    ("The summit ended in May.", "May", "2014-05"),
    ("They left in March and", "March", "2014-03"),
]


@pytest.mark.parametrize(("text", "surface", "edtf"), COMPLETED)
def test_a_year_left_out_is_filled_in(text: str, surface: str, edtf: str) -> None:
    assert read(text) == [(surface, edtf)]
    assert {found.basis for found in GRAMMAR.find(text, WRITTEN)} == {"inferred"}


RELATIVE = [
    ("a text made known yesterday by", "yesterday", "2014-06-17"),
    ("The vote is due tomorrow.", "tomorrow", "2014-06-19"),
    ("By this morning there were 36.", "this morning", "2014-06-18"),
    ("There will be a vigil tonight.", "tonight", "2014-06-18"),
    ("The fire broke out last night.", "last night", "2014-06-17"),
    ("The ministry today described the siege as a crime.", "today", "2014-06-18"),
    ("Today, the Central Committee issued a text.", "Today", "2014-06-18"),
    ("The congress opened today in Izmir.", "today", "2014-06-18"),
    ("at today’s rally", "today", "2014-06-18"),
    ("On Monday a ship unloaded rice.", "Monday", "2014-06-16"),
    ("On Wednesday a ship unloaded rice.", "Wednesday", "2014-06-18"),
    ("A ship will unload rice on Saturday.", "Saturday", "2014-06-21"),
    ("Ana is to speak on Saturday at 10 o'clock.", "Saturday", "2014-06-21"),
    ("This Monday, friends gathered.", "This Monday", "2014-06-16"),
    ("This Friday, friends will gather.", "This Friday", "2014-06-20"),
    ("Last Thursday the council voted.", "Last Thursday", "2014-06-12"),
    ("Last Wednesday the council voted.", "Last Wednesday", "2014-06-11"),
    ("They meet next Tuesday.", "next Tuesday", "2014-06-24"),
    ("They meet next Wednesday.", "next Wednesday", "2014-06-25"),
    ("one square filled on Sunday, at noon;", "Sunday", "2014-06-15"),
    ("The strike lasted from Monday to Wednesday.", "Monday to Wednesday", "2014-06-16/2014-06-18"),
    ("a parade on Saturday the 28th, from noon", "Saturday the 28th", "2014-06-28"),
    ("on Saturday 28th.", "Saturday 28th", "2014-06-28"),
    ("Over the weekend they marched.", "the weekend", "2014-06-14/2014-06-15"),
    ("fires of last weekend", "last weekend", "2014-06-14/2014-06-15"),
    ("They will march this weekend.", "this weekend", "2014-06-21/2014-06-22"),
    ("They will march next weekend.", "next weekend", "2014-06-21/2014-06-22"),
    ("launched two days ago by", "two days ago", "2014-06-16"),
    ("as it did twenty years ago, when", "twenty years ago", "1994"),
    ("It fell three months ago.", "three months ago", "2014-03"),
    ("It fell a year ago.", "a year ago", "2013"),
    ("It fell 25 years ago.", "25 years ago", "1989"),
    ("two decades ago", "two decades ago", "1994"),
    ("a shell found last year", "last year", "2013"),
    ("convened early next year", "early next year", "2015"),
    ("over the coming year, to", "coming year", "2015"),
    ("as she said earlier this year.", "earlier this year", "2014"),
    ("the floods of last month", "last month", "2014-05"),
    ("a brigade next month.", "next month", "2014-07"),
    ("later this month", "later this month", "2014-06"),
    ("in November of last year.", "November of last year", "2013-11"),
    ("voted in April of this year against", "April of this year", "2014-04"),
    ("on 5 April last year", "5 April last year", "2013-04-05"),
    ("Last November many states", "Last November", "2013-11"),
    ("Since last June 11, acts", "last June 11", "2014-06-11"),
    ("Last June they met.", "Last June", "2013-06"),
    ("next May", "next May", "2015-05"),
    ("this November", "this November", "2014-11"),
    ("a seminar this autumn, under", "this autumn", "2014-23"),
    ("last summer", "last summer", "2013-22"),
    ("next spring", "next spring", "2015-21"),
    ("last winter", "last winter", "2013-24"),
    ("once more by the end of the year.", "by the end of the year", "../2014-12-31"),
    ("reach 90% before the end of the year.", "before the end of the year", "../2014-12-31"),
    ("it must end before year’s end.", "before year’s end", "../2014-12-31"),
    ("by the end of next year", "by the end of next year", "../2015-12-31"),
    ("by the end of the month", "by the end of the month", "../2014-06-30"),
    ("in the last century", "last century", "19XX"),
    ("the 14th of this month", "14th of this month", "2014-06-14"),
    ("on the 9th of next month", "9th of next month", "2014-07-09"),
    ("next year’s May Day events", "next year’s May Day", "2015-05-01"),
    ("last year's May rallies", "last year's May", "2013-05"),
    ("Today we celebrate a century of the Party.", "Today", "2014-06-18"),
    ("late last year", "late last year", "2013"),
]


@pytest.mark.parametrize(("text", "surface", "edtf"), RELATIVE)
def test_a_date_told_from_the_day_of_writing(text: str, surface: str, edtf: str) -> None:
    assert read(text) == [(surface, edtf)]
    assert {found.basis for found in GRAMMAR.find(text, WRITTEN)} == {"relative"}
    assert read(text, None) == [] or text.startswith("Since last June")


SPANISH = [
    ("Madrid, 22 de octubre de 2019", "22 de octubre de 2019", "2019-10-22"),
    ("el 22 de octubre del 2019", "22 de octubre del 2019", "2019-10-22"),
    ("el martes 22 de octubre de 2019", "martes 22 de octubre de 2019", "2019-10-22"),
    ("Los días 18, 19 y 20 de octubre se celebró", "18, 19 y 20 de octubre", "2019-10-18/2019-10-20"),
    ("del 18 al 20 de octubre de 2019", "18 al 20 de octubre de 2019", "2019-10-18/2019-10-20"),
    ("entre el 18 y el 20 de octubre", "18 y el 20 de octubre", "2019-10-18/2019-10-20"),
    ("18-20 de octubre de 2019", "18-20 de octubre de 2019", "2019-10-18/2019-10-20"),
    ("del 30 de octubre al 1 de noviembre de 2015", "30 de octubre al 1 de noviembre de 2015", "2015-10-30/2015-11-01"),
    ("Lo había preparado el 8 de junio, en", "8 de junio", "2019-06-08"),
    ("las huelgas de septiembre, y", "septiembre", "2019-09"),
    ("desde mayo no cobran", "mayo", "2019-05"),
    ("en noviembre de 2017", "noviembre de 2017", "2017-11"),
    ("el pasado 5 de mayo", "pasado 5 de mayo", "2019-05-05"),
    ("el próximo 23 de noviembre", "próximo 23 de noviembre", "2019-11-23"),
    ("el pasado mes de junio", "pasado mes de junio", "2019-06"),
    ("en junio pasado", "junio pasado", "2019-06"),
    ("el 1º de mayo de 2015", "1º de mayo de 2015", "2015-05-01"),
    ("el Primero de Mayo de 2015", "Primero de Mayo de 2015", "2015-05-01"),
    ("cada 8 de marzo", "8 de marzo", "XXXX-03-08"),
    ("antes de fin de año.", "antes de fin de año", "../2019-12-31"),
    ("antes de finales de noviembre", "antes de finales de noviembre", "../2019-11-30"),
    ("para finales de 2020", "para finales de 2020", "../2020-12-31"),
    ("la primavera de 2015", "primavera de 2015", "2015-21"),
    ("este otoño", "este otoño", "2019-23"),
    ("al menos hasta la primavera de 2020", "al menos hasta la primavera de 2020", "2020-21/.."),
    ("los años noventa", "años noventa", "199X"),
    ("los años 60", "años 60", "196X"),
    ("la década de 1970", "década de 1970", "197X"),
    ("la década de los 80", "década de los 80", "198X"),
    ("a finales del siglo XX", "siglo XX", "19XX"),
    ("la guerra de 1936-1939", "1936-1939", "1936/1939"),
    ("en 1959 triunfó", "1959", "1959"),
    ("desde 1959", "1959", "1959"),
    ("ayer se reunieron", "ayer", "2019-10-21"),
    ("anoche", "anoche", "2019-10-21"),
    ("el 30 del mes pasado", "30 del mes pasado", "2019-09-30"),
    ("hace dos días", "hace dos días", "2019-10-20"),
    ("Hoy se inauguró el encuentro", "Hoy", "2019-10-22"),
    ("Santo Domingo, 27 de octubre", "27 de octubre", "2019-10-27"),
    ("sesionó el cinco de marzo pasado en Lisboa", "cinco de marzo pasado", "2019-03-05"),
    ("será inaugurado hoy en la capital", "hoy", "2019-10-22"),
    ("hace veinte años", "hace veinte años", "1999"),
    ("el año pasado", "año pasado", "2018"),
    ("el próximo año", "próximo año", "2020"),
    ("a principios de este año", "este año", "2019"),
    ("el mes pasado", "mes pasado", "2019-09"),
    ("el pasado lunes se reunieron", "pasado lunes", "2019-10-21"),
    ("el lunes se reunieron", "lunes", "2019-10-21"),
    ("el sábado marcharán", "sábado", "2019-10-26"),
    ("este fin de semana marcharán", "este fin de semana", "2019-10-26/2019-10-27"),
    ("esta mañana", "esta mañana", "2019-10-22"),
    ("15/12/2021", "15/12/2021", "2021-12-15"),
    ("05/11/2019", "05/11/2019", "2019-11-05"),
    ("el sábado 26, a las doce", "sábado 26", "2019-10-26"),
]


@pytest.mark.parametrize(("text", "surface", "edtf"), SPANISH)
def test_spanish(text: str, surface: str, edtf: str) -> None:
    assert read(text, datetime.date(2019, 10, 22), "es") == [(surface, edtf)]


NO_DATES = [
    "no more than 2400 are left",
    "resolution 1325 of the Security Council",
    "resolution 1973 of the Security Council",
    "10,000 syringes",
    "2000 workers walked out",
    "more than 2000 came",
    "1900 signatures",
    "a march of 1917 sailors",
    "Law 1905 on strikes",
    "the bus 2021 to the port",
    "No. 1848",
    "2014 euros",
    "It is a requirement for today and tomorrow.",
    "not going to show today or tomorrow",
    "the society of tomorrow",
    "today's world",
    "In Croatia today there are villages",
    "Let us speak today of a shipyard.",
    "‘tomorrow’ is also a day",
    "for 60 years",
    "three days of rain",
    "the 62nd anniversary is near",
    "the 104th anniversary",
    "Now she is 81",
    "the October Revolution",
    "the Great October Socialist Revolution",
    "the 26th of July Movement",
    "the July 26 Movement",
    "the April Theses",
    "Plaza 9 de Julio",
    "this week the mayor spoke",
    "last week",
    "two weeks ago",
    "from day to day",
    "You may meet in the hall.",
    "They march for peace and march again.",
    "The Women's March was long.",
    "a second reading",
    "in recent years",
    "over the last year",
    "in the past year",
    "for the first time in more than twenty years",
    "more than twenty years ago",
    "every Saturday",
    "every November",
    "true to the ideas of October",
    "the light of Red October",
    "the end of the month-long strike",
    "US$ 2000",
    "Agenda 2030",
    "May 1st Movement",
    "from 5 to 6 pm",
    "the Brigade 2 December",
    "Bloody Sunday was remembered",
    "the Sunday Herald wrote",
    "June Jordan read a poem",
    "the Arab Spring",
    "in the spring of their youth",
    "deal of the century",
    "5 out of 12",
    "11 votes to 4",
    "2 and 5 years old",
    "24/7",
    "https://example.org/2014/06/24/text",
    "version 3.2.1",
    "99/99/2014",
    "a power cut that had begun two days earlier",
    "days later",
    "at 10 o'clock",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


SEVERAL = [
    ("In August and September they stood ready.", [("August", "2013-08"), ("September", "2013-09")]),
    ("in August and September 2013", [("August", "2013-08"), ("September 2013", "2013-09")]),
    ("on 5 and 12 July", [("5", "2014-07-05"), ("12 July", "2014-07-12")]),
    ("1914, 1939, 1974: who pays", [("1914", "1914"), ("1939", "1939"), ("1974", "1974")]),
    ("From 28 June 1914, through 1941 and 1999", [("28 June 1914", "1914-06-28"), ("1941", "1941"), ("1999", "1999")]),
    ("postponed from 10 July to 12 August", [("10 July", "2014-07-10"), ("12 August", "2014-08-12")]),
    ("the 19th and 20th centuries", [("19th", "18XX"), ("20th centuries", "19XX")]),
    (
        "over the weekend and this Monday they met",
        [("the weekend", "2014-06-14/2014-06-15"), ("this Monday", "2014-06-16")],
    ),
    ("the 1960s and 1970s", [("1960s", "196X"), ("1970s", "197X")]),
]


@pytest.mark.parametrize(
    "text",
    [
        "hoy en día",
        "el mundo de hoy",
        "ayer y hoy",
        "por la mañana",
        "hace más de 60 años",
        "desde hace 60 años",
        "hace 62 años que resisten",
        "el Movimiento 26 de Julio",
        "la Gran Revolución Socialista de Octubre",
        "Domingo Pérez habló",
        "más de 2000 trabajadores",
        "1.500 ejemplares",
        "la resolución 2334",
        "los martes",
        "el 105 aniversario",
    ],
)
def test_what_is_no_date_in_spanish(text: str) -> None:
    assert read(text, WRITTEN, "es") == []


@pytest.mark.parametrize(("text", "dates"), SEVERAL)
def test_several_dates_in_one_sentence(text: str, dates: list[tuple[str, str]]) -> None:
    assert read(text) == dates


def test_what_explains_a_relative_date_is_one_with_it() -> None:
    weekend = read("This coming weekend, 21-22nd June 2014, the village")
    assert weekend == [("This coming weekend, 21-22nd June 2014", "2014-06-21/2014-06-22")]
    assert read("over the weekend of 14-15 June") == [("14-15 June", "2014-06-14/2014-06-15")]
    assert read("born a hundred years ago, on 10 November 1914.") == [("10 November 1914", "1914-11-10")]
    assert read("The vote is tomorrow, Thursday.") == [("tomorrow", "2014-06-19")]
    assert read("12 December 2013, Thursday") == [("12 December 2013", "2013-12-12")]
    assert read("It fell yesterday, 17 June.") == [("yesterday, 17 June", "2014-06-17")]


def test_a_stretch_from_today_has_both_its_ends() -> None:
    october = datetime.date(2019, 10, 22)
    assert read("La ciudad acoge desde hoy y hasta el próximo 25 de octubre", october, "es") == [
        ("hoy", "2019-10-22"),
        ("próximo 25 de octubre", "2019-10-25"),
    ]


def test_a_day_that_returns_every_year_has_no_year() -> None:
    assert read("To make every 29 November a day of solidarity") == [("29 November", "XXXX-11-29")]
    assert read("Every 22 June we will go") == [("22 June", "XXXX-06-22")]
    december = datetime.date(2021, 12, 15)
    assert read("Use of 1 st of May for the demands", december) == [("1 st of May", "XXXX-05-01")]
    assert read("Parties marched on 1 May.", december) == [("1 May", "2021-05-01")]


def test_without_a_day_of_writing_a_day_is_of_any_year_and_a_month_is_left_out() -> None:
    assert read("on 29 November", None) == [("29 November", "XXXX-11-29")]
    assert read("in November", None) == []
    assert read("yesterday and on Monday", None) == []


def test_a_context_fills_in_years_but_tells_no_relative_dates() -> None:
    found = GRAMMAR.find("They met on November 5 & 6 and again yesterday.", None, "en", datetime.date(2021, 12, 12))
    assert [(date.surface, date.date_edtf, date.basis) for date in found] == [
        ("November 5 & 6", "2021-11-05/2021-11-06", "inferred")
    ]


def test_a_year_that_opens_the_sentence_goes_for_its_days() -> None:
    assert read("In 1959, on 8 January, they entered the capital.") == [("1959", "1959"), ("8 January", "1959-01-08")]
    assert read("It was founded in April 1925 and banned on 9 May of that year.") == [
        ("April 1925", "1925-04"),
        ("9 May", "1925-05-09"),
    ]


def test_numeric_dates_follow_the_language_the_clock_and_the_day_of_writing() -> None:
    november = datetime.date(2021, 11, 10)
    assert read("05/11/2021", november) == [("05/11/2021", "2021-11-05")]
    assert read("11/05/2021", november) == [("11/05/2021", "2021-11-05")]
    assert read("11/05/21 10:00 AM", None) == [("11/05/21 10:00 AM", "2021-11-05")]
    assert read("05/11/21", None, "es") == [("05/11/21", "2021-11-05")]


FROM_A_DATE_BESIDE = [
    ("From the 2nd to the 4th of this month they sat.", [("2nd to the 4th of this month", "2014-06-02/2014-06-04")]),
    (
        "In March 1951 the mill closed; on the 9th of that month it burned.",
        [("March 1951", "1951-03"), ("9th of that month", "1951-03-09")],
    ),
    (
        "On 3 May 2014 the ferry stopped. The same evening it sailed.",
        [("3 May 2014", "2014-05-03"), ("The same evening", "2014-05-03")],
    ),
    (
        "From 3 to 5 May 2014 they sat, and on the 4th, in the rain, they marched.",
        [("3 to 5 May 2014", "2014-05-03/2014-05-05"), ("4th", "2014-05-04")],
    ),
    ("We arrived on the 12th, with bread.", [("12th", "2014-06-12")]),
    ("We arrived on the 25th, with bread.", [("25th", "2014-05-25")]),
    ("We will meet on the 25th at the mill.", [("25th", "2014-06-25")]),
    (
        "In October 2011 the bridge opened: the mine had closed that April.",
        [("October 2011", "2011-10"), ("April", "2011-04")],
    ),
    (
        "In December 2011 bread cost twice what it had cost in the summer.",
        [("December 2011", "2011-12"), ("summer", "2011-22")],
    ),
]


@pytest.mark.parametrize(("text", "dates"), FROM_A_DATE_BESIDE)
def test_a_date_beside_tells_the_day_month_or_year(text: str, dates: list[tuple[str, str]]) -> None:
    assert read(text) == dates


def test_a_date_beside_tells_in_spanish() -> None:
    day = [("3 de mayo de 2014", "2014-05-03"), ("esa misma noche", "2014-05-03")]
    assert read("El 3 de mayo de 2014 paró el barco y esa misma noche zarpó.", WRITTEN, "es") == day
    assert read("En marzo de 1951 cerró y el 9 de ese mes ardió.", WRITTEN, "es")[-1] == ("9 de ese mes", "1951-03-09")
    assert read("Del 2 al 4 de este mes sesionó.", WRITTEN, "es") == [("2 al 4 de este mes", "2014-06-02/2014-06-04")]
    assert read("El día 12 se reunió el comité.", WRITTEN, "es") == [("12", "2014-06-12")]


@pytest.mark.parametrize(
    "text",
    [
        "They live on the 21st floor.",
        "They agreed on the 21st, 22nd and 23rd amendments.",
        "on the 10th anniversary",
        "The same day is never twice.",
        "It is the same evening as ever.",
        "On the last evening I slept.",
        "Paper is paper, today as yesterday.",
        "No one will say so tomorrow or the day after.",
    ],
)
def test_what_only_looks_like_a_day_told_from_a_date_beside(text: str) -> None:
    assert read(text) == []


OPEN_STARTS = [
    ("Registration is open from 5 July on; it is free.", "5 July on", "2014-07-05/.."),
    ("from 5 July onwards", "5 July onwards", "2014-07-05/.."),
    ("an exchange from 2015 on.", "2015 on", "2015/.."),
    ("from 2015 onward they", "2015 onward", "2015/.."),
]


@pytest.mark.parametrize(("text", "surface", "edtf"), OPEN_STARTS)
def test_what_goes_on_from_a_date_has_no_end(text: str, surface: str, edtf: str) -> None:
    assert read(text) == [(surface, edtf)]


def test_what_goes_on_from_a_date_has_no_end_in_spanish() -> None:
    assert read("desde 2013 en adelante", WRITTEN, "es") == [("2013 en adelante", "2013/..")]
    assert read("from 5 July on the hall is open") == [("5 July", "2014-07-05")]


WEEKDAY_DAYS = [
    ("Friday 20: the dams", "en", [("Friday 20", "2014-06-20")]),
    ("It opens on Friday 20.", "en", [("Friday 20", "2014-06-20")]),
    ("On Friday 20 they will march", "en", [("Friday 20", "2014-06-20")]),
    ("El viernes 13 fue denunciado el cerco.", "es", [("viernes 13", "2014-06-13")]),
    ("On Friday 20 dockers were held.", "en", [("Friday", "2014-06-13")]),
    ("On Saturday night they sang.", "en", [("Saturday night", "2014-06-14")]),
    ("They asked for letters, and by Saturday night there were 900.", "en", [("Saturday night", "2014-06-14")]),
    ("Fri, 11/04/2022", "en", [("Fri, 11/04/2022", "2022-11-04")]),
    ("Mon, 11/04/2022", "en", [("Mon, 11/04/2022", "2022-04-11")]),
]


@pytest.mark.parametrize(("text", "language", "dates"), WEEKDAY_DAYS)
def test_a_weekday_with_the_number_or_part_of_its_day(text: str, language: str, dates: list[tuple[str, str]]) -> None:
    assert read(text, WRITTEN, language) == dates


def test_a_day_kept_every_year_and_one_that_is_a_limit() -> None:
    assert read("that 3 October be kept every year as a day of the river") == [("3 October", "XXXX-10-03")]
    assert read("que el 3 de octubre se recuerde cada año", WRITTEN, "es") == [("3 de octubre", "XXXX-10-03")]
    assert read("Every year they march. On 3 October 2013 they did.") == [("3 October 2013", "2013-10-03")]
    november = datetime.date(2022, 11, 4)
    assert read("vender bonos antes del Primero de Mayo.", november, "es") == [("Primero de Mayo", "2023-05-01")]
    assert read("to sell vouchers before May Day.", november) == [("May Day", "2023-05-01")]
    assert read("As of today we reckon with six.") == [("today", "2014-06-18")]
    assert read("what 2015 asks of them") == [("2015", "2015")]


PUBLICATION_LINES = [
    ("Tuesday, November 9, 2021", "2021-11-09"),
    ("12/15/21 11:41 AM", "2021-12-15"),
    ("06/24/14 09:12 AM", "2014-06-24"),
    ("date 2024-11-06", "2024-11-06"),
    ("Date:July 26 2021", "2021-07-26"),
    ("Date: July 29 2021", "2021-07-29"),
    ("Published 12 June 2014", "2014-06-12"),
    ("Published on 12 June 2014 at 10:30", "2014-06-12"),
    ("Posted on November 12, 2021 by admin", "2021-11-12"),
    ("Last updated: 12 June 2014", "2014-06-12"),
    ("Apr 17, 2020  ·  3 min read", "2020-04-17"),
    ("Src. Quay Weekly  /  16.06.2014", "2014-06-16"),
    ("Guayaquil, Ecuador, November 15, 2014", "2014-11-15"),
    ("By Ana Ruiz | November 12, 2021", "2021-11-12"),
    ("November 12, 2021 by Ana Ruiz", "2021-11-12"),
    ("15 April 2020", "2020-04-15"),
    ("November 15 2021", "2021-11-15"),
    ("[12.06.2014]", "2014-06-12"),
    ("June 2014", "2014-06"),
    ("2021-11-09T10:30:00Z", "2021-11-09"),
]


@pytest.mark.parametrize(("line", "day"), PUBLICATION_LINES)
def test_a_line_that_is_a_date(line: str, day: str) -> None:
    assert GRAMMAR.publication_date(line) == day


@pytest.mark.parametrize(
    "line",
    [
        "Final Declaration of the Lisbon meeting of 8-10 November 2013",
        "Athens, 23 to 25 November 2018",
        "Photo: delegates on the steps of the cultural centre, Sunday 22 June 2014",
        "On 1 July 2013 the country joined the union.",
        "Plan of Common Action for 2015",
        "They met on 5 May 2014 in the hall of the dockers.",
        "Nothing here",
        "HAVANA, Nov 6 (ACN)",
        "1 May",
        "",
    ],
)
def test_a_line_that_is_no_date_of_publication(line: str) -> None:
    assert GRAMMAR.publication_date(line) is None


def test_a_spanish_dateline_is_a_date_of_publication() -> None:
    assert GRAMMAR.publication_date("Madrid, 22 de octubre de 2019", "es") == "2019-10-22"
    assert GRAMMAR.publication_date("Madrid, 22 de octubre de 2019") == "2019-10-22"
    assert GRAMMAR.publication_date("Publicado el 22 de octubre de 2019", "es") == "2019-10-22"


_WORDS = """1 2 12 31 32 1st 22nd 2014 1999 99 November May March de of the to and - – , . / Monday lunes last next this
year month ago two years today yesterday by before end 20th century 1990s spring since every weekend 12/15/21
27-29/10/2022 al y at least until Day ' ( ) hace siglo mañana"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n"])


@given(st.lists(_PIECES, max_size=25).map(" ".join), st.sampled_from(["en", "es", "de", "pt", None, "xx"]))
def test_whatever_is_found_is_where_it_says_in_order_and_a_real_date(text: str, language: str | None) -> None:
    for reference in (None, WRITTEN, datetime.date(1, 1, 1), datetime.date(9999, 12, 31)):
        end = 0
        for found in GRAMMAR.find(text, reference, language):
            assert text[found.char_start : found.char_end] == found.surface
            assert found.surface == found.surface.strip()
            assert found.char_start >= end
            end = found.char_end
            bounds(found.date_edtf)
            assert found.basis in {"explicit", "inferred", "relative"}
            assert found.rule.startswith("date.")


@given(st.text(max_size=200))
def test_any_text_is_read_without_fault(text: str) -> None:
    for found in GRAMMAR.find(text, WRITTEN):
        assert text[found.char_start : found.char_end] == found.surface
    GRAMMAR.publication_date(text)


@given(st.dates(datetime.date(1850, 1, 1), datetime.date(2050, 12, 31)))
def test_every_day_is_read_in_every_usual_form(day: datetime.date) -> None:
    iso = day.isoformat()
    for text in (
        iso,
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day:%B} {day.day}, {day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{day.month}/{day.day}/{day.year} 9:15 PM",
    ):
        assert [found.date_edtf for found in GRAMMAR.find(f"Held {text}", None)] == [iso]
        assert GRAMMAR.publication_date(text) == iso


@pytest.mark.parametrize(
    "unit", ["1 ", "1, ", "May ", "5 May ", "May 1, ", "2014 ", "x", "today and ", "1/", "Monday "]
)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    tokens = [len(GRAMMAR.scan(unit * count).tokens) for count in (2_000, 4_000)]
    assert tokens[1] <= 2.1 * tokens[0] + 10


def test_what_may_be_a_date_is_found_in_many_texts_at_once_as_in_each() -> None:
    texts = ["On 5 May 2014", "No day is told.", "El 5 de mayo", "٥/٥/٢٠١٤ and 2014", "", "On the 21st", "in the 1960s"]
    languages = ["en", "en", "es", "en", "es", None, "en"]
    triggers = GRAMMAR.triggers(texts, languages)
    assert [bool(found) for found in triggers] == [True, False, True, True, False, True, True]
    for text, language, found in zip(texts, languages, triggers, strict=True):
        assert GRAMMAR.triggers([text], [language]) == [found]
        assert GRAMMAR.find(text, None, language, triggers=found) == GRAMMAR.find(text, None, language)


def test_letters_without_dates_become_no_tokens() -> None:
    assert not GRAMMAR.scan((string.ascii_lowercase + " ") * 1000).tokens


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("“From 1917 to 2017: bread and peace”", ["1917", "2017"]),
        ("From 1917 to 2017 the mill stood.", ["1917/2017"]),
        ("In the Weekend Ledger one may read it.", []),
        ("We condemn its memorial day of 23 August.", ["XXXX-08-23"]),
        ("We ask them to send food after the coup of 28 June.", ["2013-06-28"]),
        ("He said that the summit in December must be met with protests.", ["2014-12"]),
        ("In October the mine closed, in August it will open.", ["2013-10", "2014-08"]),
    ],
)
def test_what_stands_around_tells_which_year_is_meant(text: str, dates: list[str]) -> None:
    written = datetime.date(2014, 2, 20)
    assert [found.date_edtf for found in GRAMMAR.find(text, written)] == dates
