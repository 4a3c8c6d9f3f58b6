namespace Buurtzorg.Local.Demo;

/// <summary>The people of one play; all invented, with a BSN of the test range.</summary>
internal sealed record Cast(string Bsn, string Initials, string FamilyName, DateOnly DateOfBirth, string Sex,
    string Street, int HouseNumber, string Postcode, Persona Client, Persona Daughter, Persona Neighbour, Persona First, Persona Second)
{
    private static readonly string[] Families =
    [
        "Aarnoud", "Beekzicht", "Cloosters", "Duinhoeve", "Essenhof", "Fonteyn", "Groenland", "Heidebloem", "Iepenburg", "Jongenelis",
        "Koperdraad", "Lichtenvoord", "Morgenster", "Nachtegaal", "Oosterlicht", "Poldervaart", "Rozendaler", "Schipperheyn", "Tuinman", "Windekind",
    ];

    private static readonly string[] Streets = ["Appelgaard", "Bleekveld", "Citroenlaan", "Dorpsplein", "Esdoornpad"];

    public static Cast Of(Play play)
    {
        var number = play.Number - 1;
        return new(
            TestBsn.Number(5000 + number), $"{(char)('A' + number)}.", Families[number], new DateOnly(1936 + number % 12, 1 + number % 12, 3 + number),
            number % 3 == 0 ? "male" : "female", Streets[number % Streets.Length], 2 + number, $"{play.Town}AB",
            Persona.Client with { PersonId = play.IdOf("client") },
            Persona.Daughter with { PersonId = play.IdOf("daughter") },
            Persona.Neighbour with { PersonId = play.IdOf("neighbour") },
            Persona.Carer(1 + number % 12), Persona.Carer(1 + (number + 5) % 12));
    }
}
