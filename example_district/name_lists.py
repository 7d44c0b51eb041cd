"""Names as a district in the south of the United States has them, written for this project; no person is meant.

Commas separate names; the common ones come first. `王=Wang` gives the Latin spelling of a name in another script.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """One part of a name.

    Attributes:
        written: as the school's records have it.
        latin: spelling to derive a username from, still with accents.
    """

    written: str
    latin: str


@dataclass(frozen=True)
class Origin:
    """Names that occur together.

    Attributes:
        weight: how many of 1,000 people have such a name.
        female: given names.
        male: given names.
        family: family names.
        second_family: percentage with a second family name after a space.
        hyphenated: percentage with a second family name after a hyphen.
    """

    weight: int
    female: tuple[Name, ...]
    male: tuple[Name, ...]
    family: tuple[Name, ...]
    second_family: int = 0
    hyphenated: int = 0


def _names(text: str) -> tuple[Name, ...]:
    parts = (entry.strip().partition("=") for entry in text.split(","))
    return tuple(Name(written, latin or written) for written, _, latin in parts)


ORIGINS: tuple[Origin, ...] = (
    Origin(
        385,
        _names(
            "Emma, Ava, Olivia, Grace, Chloe, Hannah, Abigail, Ella, Lily, Madison, Naomi, Zoe, Ruby, Claire, Alice,"
            "Jasmine, Brooke, Faith, Hazel, Ivy, June, April, Mary Ann, Anna-Kate, Destiny, Kayla, Morgan, Paige,"
            "Willow, Autumn, Beatrice, Cora, Daisy, Esther, Fiona, Georgia, Harriet, Imani, Joy, Keira, Lydia, Maeve"
        ),
        _names(
            "Liam, Noah, James, Mason, Ethan, Caleb, Owen, Henry, Jack, Wyatt, Levi, Isaac, Hudson, Micah, Elijah,"
            "Jordan, Tyler, Austin, Marcus, Darius, Malik, DeShawn, D'Andre, Jean-Luc, Theodore, Walter, Simon, Reid,"
            "Quentin, Preston, Oscar, Nolan, Miles, Landon, Kai, Jasper, Ian, Holden, Grant, Felix, Everett, Dean"
        ),
        _names(
            "Smith, Johnson, Williams, Brown, Jones, Davis, Miller, Wilson, Moore, Taylor, Anderson, Thomas, Jackson,"
            "White, Harris, Martin, Thompson, Clark, Lewis, Walker, Hall, Allen, Young, King, Wright, Hill, Green,"
            "Baker, Nelson, Carter, Mitchell, Roberts, Turner, Phillips, Campbell, Parker, Evans, Edwards, Collins,"
            "Stewart, Morris, Rogers, Reed, Cook, Bell, Bailey, Cooper, Howard, Ward, Brooks, Gray, Watson, Price,"
            "O'Brien, O'Connor, McDonald, MacKenzie, St. Clair, FitzGerald, Hughes, Foster, Bryant, Russell, Griffin"
        ),
        hyphenated=4,
    ),
    Origin(
        330,
        _names(
            "María, Sofía, Camila, Valentina, Isabella, Ximena, Daniela, Lucía, Andrea, Gabriela, Fernanda, Ana,"
            "María José, Renata, Itzel, Guadalupe, Paola, Yaretzi, Marisol, Inés, Noemí, Begoña, Jimena, Esperanza,"
            "Citlali, Rocío, Belén, Araceli, María de los Ángeles, Zoé"
        ),
        _names(
            "José, Juan, Luis, Carlos, Diego, Santiago, Mateo, Ángel, Jesús, Sebastián, Miguel Ángel, Emiliano,"
            "Alejandro, Iván, Andrés, Ramón, Óscar, Julián, Tomás, Joaquín, Efraín, Raúl, Héctor, Íker, Nicolás, Saúl,"
            "José Luis, Martín, Adrián, Fabián"
        ),
        _names(
            "García, Hernández, Martínez, López, González, Rodríguez, Pérez, Sánchez, Ramírez, Torres, Flores, Rivera,"
            "Gómez, Díaz, Reyes, Morales, Cruz, Ortiz, Gutiérrez, Chávez, Ramos, Ruiz, Mendoza, Álvarez, Castillo,"
            "Vásquez, Jiménez, Núñez, Muñoz, Peña, Ibáñez, Zúñiga, Treviño, Garza, Cantú, de la Cruz, de León,"
            "del Río, De los Santos, Ybarra, Ríos, Güemes, Bolaños, Quiñones, Ávila, Échave"
        ),
        second_family=45,
        hyphenated=3,
    ),
    Origin(
        60,
        _names("Thị Lan, Minh Khai, Thu Hà, Ngọc Ánh, Bảo Trân, Phương, Quỳnh, Mỹ Linh, Thúy, Diễm, Hồng, Kim, Vy, Ly"),
        _names("Văn Đức, Minh, Hữu Phước, Quốc Bảo, Đăng Khoa, Tuấn, Long, Huy, Duy, Đạt, Anh, Sơn, Trí, An, Vũ"),
        _names("Nguyễn, Trần, Lê, Phạm, Huỳnh, Võ, Vũ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đinh, Ng"),
    ),
    Origin(
        40,
        _names("Mei, Xiaoming, Yan, Li, Jing, Xinyi, Yutong, Hui, Ling, Qian, Rou, Zihan"),
        _names("Wei, Hao, Jun, Ming, Lei, Yi, Zixuan, Bo, Chen, Tao, Yu, Haoran"),
        _names("Wang, Li, Zhang, Liu, Chen, Yang, Huang, Zhao, Wu, Zhou, Xu, Sun, E, Lü, Ouyang"),
    ),
    Origin(
        6,
        _names("小明=Xiaoming, 美玲=Meiling, 雨桐=Yutong, 静=Jing, 欣怡=Xinyi, 诗涵=Shihan"),
        _names("伟=Wei, 浩然=Haoran, 子轩=Zixuan, 俊杰=Junjie, 明=Ming, 宇=Yu"),
        _names("王=Wang, 李=Li, 张=Zhang, 刘=Liu, 陈=Chen, 欧阳=Ouyang"),
    ),
    Origin(
        45,
        _names("Fatima, Aisha, Maryam, Noor, Layla, Zaynab, Salma, Yasmin, Hala, Rania, Dua'a, Sara"),
        _names("Mohammed, Ahmad, Ali, Omar, Yusuf, Hassan, Ibrahim, Khalid, Tariq, Bilal, Abd al-Rahman, Sami"),
        _names(
            "Hassan, Al-Hassan, Haddad, Al-Masri, Khalil, Mansour, Saleh, El-Sayed, Nasser, Darwish, Abu Zayd, Sa'id"
        ),
    ),
    Origin(
        6,
        _names("فاطمة=Fatima, مريم=Maryam, ليلى=Layla, نور=Noor, سلمى=Salma"),
        _names("محمد=Mohammed, أحمد=Ahmad, عمر=Omar, يوسف=Yusuf, خالد=Khalid"),
        _names("الحسن=Alhassan, حداد=Haddad, المصري=Almasri, خليل=Khalil, منصور=Mansour"),
    ),
    Origin(
        40,
        _names("Amara, Chioma, Ngozi, Adaeze, Aminata, Fatou, Awa, Abena, Temitope, Makena"),
        _names("Kwame, Chidi, Emeka, Ousmane, Mamadou, Kofi, Tunde, Obinna, Sékou, Jabari"),
        _names("Okafor, N'Diaye, Diallo, Mensah, Adeyemi, Traoré, M'Bala, Nwosu, Kamara, Koné, Eze, Oyelaran-Adebayo"),
    ),
    Origin(
        45,
        _names("Priya, Ananya, Diya, Saanvi, Kavya, Meera, Lakshmi, Zara, Sunita, Pooja"),
        _names("Arjun, Rohan, Vikram, Aarav, Krishna, Imran, Sanjay, Dev, Ravi, Venkat Raman"),
        _names(
            "Patel, Singh, Sharma, Khan, Reddy, Gupta, Iyer, Rao, Das, Kaur, Venkatanarasimharajuvaripeta, Subramanian"
        ),
    ),
    Origin(
        33,
        _names("Zoë, Chloé, Renée, Åsa, Łucja, Siân, Anaïs, Brünhild, Żaneta, Eilís, Björk"),
        _names("Søren, Jürgen, François, Łukasz, Björn, Zdeněk, Seán, Aurélien, Jörg, Țudor, Ağa, Đorđe"),
        _names(
            "Müller, Szczepański, Łuczak, Kowalczyk, Sørensen, Åberg, Dvořák, Van der Berg, von Weiß, Lefèvre,"
            "D'Angelo, Ó Súilleabháin, Ștefănescu, Y\u0131ld\u0131z, Þórsdóttir, L'Écuyer, Großmann, Jokinen-Mäkelä"
        ),
        hyphenated=8,
    ),
    Origin(
        10,
        _names(
            "J, Q, Mary-Elizabeth Alexandrina Victoria Josephine, X, Ka'ahumanu, A'ja, Keihanaikukauakahihulihe, La-a"
        ),
        _names("T, B, Maximilian-Alexander Bartholomew Christopher Ignatius, Z, K'von, Ja'Marr, O, Keali\u02bbi"),
        _names(
            "O, Y, U, Wolfeschlegelsteinhausenbergerdorff, Keihanaikukauakahihuliheekahaunaele, Null, True, Nil, May,"
            "Featherstonehaugh-Cholmondeley-Marjoribanks, Papadimitrakopoulou-Konstantinidou, I, van den Oever"
        ),
    ),
)
