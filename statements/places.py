"""Cities that stand in statements for whatever is said or done there: seats of governments and of organisations. Pure.

That two texts name Berlin says little about what they speak of; that both name Rodenau says much.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from statements.marks import sound
from statements.months import fold

_SEATS: Final = """
Abidjan Abu-Dhabi Abuja Accra Addis Ababa Algiers Alger Amman Amsterdam Andorra Ankara Antananarivo Apia Ashgabat Asmara Astana Asunción
Athens Athènes Atenas Baghdad Bagdad Baku Bakou Bamako Bangkok Bangui Banjul Beijing Pékin Peking Pechino Beirut Beyrouth Belgrade Belgrad
Beograd Berlin Bern Berne Bishkek Bissau Bogotá Brasília Bratislava Brazzaville Bridgetown Brussels Bruxelles Brüssel Bruselas Bucharest
Bucarest Bukarest Budapest Buenos Aires Bujumbura Gitega Cairo Caire Kairo Canberra Caracas Chisinau Kischinau Colombo Conakry Copenhagen
Copenhague Kopenhagen Dakar Damascus Damas Damaskus Damasco Dhaka Dili Djibouti Dodoma Doha Dublin Dushanbe Freetown Gaborone Geneva Genève
Genf Ginebra Ginevra Georgetown Guatemala Hague Haye Haag Haya Hanoi Harare Havana Havane Habana Helsinki Islamabad Jakarta Djakarta Yakarta
Jerusalem Jérusalem Juba Kabul Kaboul Kampala Kathmandu Katmandou Khartoum Kigali Kingston Kinshasa Kuala Lumpur Kyiv Kiev Kyjiw Libreville
Lilongwe Lima Lisbon Lisbonne Lissabon Lisboa Ljubljana Lomé London Londres Londra Luanda Lusaka Luxembourg Luxemburg Madrid Malabo Malé
Managua Manama Manila Maputo Maseru Mbabane Mexico Minsk Mogadishu Mogadiscio Mogadischu Monrovia Montevideo Montréal Moscow Moscou Moskau
Moscú Mosca Москва Muscat Nairobi Nassau Naypyidaw Ndjamena Neu-Delhi Delhi Niamey Nicosia Nicosie Nikosia Nouakchott Nuuk Oslo Ottawa
Ouagadougou Panama Paris París Parigi Phnom Penh Podgorica Port-au-Prince Port Moresby Port Vila Porto-Novo Prague Prag Praga Praia Pretoria
Pristina Prishtina Pyongyang Quito Rabat Ramallah Reykjavik Riga Riyadh Riyad Riad Rome Rom Roma Roseau Sanaa San José Salvador Santiago
Sarajevo Seoul Séoul Singapore Skopje Sofia Stockholm Strasbourg Straßburg Estrasburgo Sucre Paz Suva Tallinn Tashkent Taschkent Tbilisi
Tiflis Tegucigalpa Tehran Téhéran Teheran Teherán Thimphu Tirana Tokyo Tokio Tripoli Tunis Ulaanbaatar Vaduz Valletta Vatican Vienna Vienne
Wien Viena Vientiane Vilnius Warsaw Varsovie Warschau Varsovia Washington Wellington Windhoek Yamoussoukro Yaoundé Yerevan Erevan Zagreb
New York Nueva York
"""


def is_seat(name: str) -> bool:
    """Whether a name is that of such a city, as it is written or as it sounds."""
    return fold(name) in _names() or sound(name) in _sounds()


@cache
def _names() -> frozenset[str]:
    return frozenset(fold(word) for word in _SEATS.split())


@cache
def _sounds() -> frozenset[str]:
    return frozenset(heard for word in _SEATS.split() if len(heard := sound(word)) > 3)
