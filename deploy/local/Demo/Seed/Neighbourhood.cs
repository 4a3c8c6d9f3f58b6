namespace Buurtzorg.Local.Demo.Seed;

/// <summary>The demo neighbourhood on paper: who is in which team and who visits whom when. The same for everybody; only the month moves.</summary>
internal sealed record Neighbourhood(IReadOnlyList<SeededTeam> Teams)
{
    public const int ClientsPerCarer = 5;

    private static readonly string[] Initials = ["A.", "B.J.", "C.", "D.M.", "E.", "F.", "G.H.", "H.", "I.", "J.W."];

    private static readonly string[] Families =
    [
        "Akkerland", "Bosbes", "Cederhout", "Dovenetel", "Eikelboom", "Fluitekruid", "Grutterij", "Hazelaar", "Inktvis", "Jeneverbes",
        "Kastanje", "Lavendel", "Meidoorn", "Notelaar", "Ooievaar", "Populier", "Rozemarijn", "Spinrag", "Tijmveld", "Vuurdoorn",
        "Wilgenroos", "Zonnedauw", "Adelaarsvaren", "Bremstruik", "Dagpauwoog", "Engelwortel", "Goudsbloem", "Honingklaver", "Jasmijn", "Korenbloem",
    ];

    private static readonly string[][] Days =
    [
        ["monday", "wednesday", "friday"], ["tuesday", "thursday", "saturday"], ["monday", "wednesday", "friday"], ["tuesday", "thursday"],
    ];

    private static readonly string[] Streets = ["Anemoonpad", "Boterbloemweg", "Dotterhof", "Ereprijslaan", "Gentiaanstraat"];

    public static Neighbourhood Paper { get; } = new(
    [
        Team("Oost", "zonderwijk", [.. Enumerable.Range(1, 12).Select(Persona.Carer)], 0),
        Team("West", "zonderwijk", [.. Enumerable.Range(21, 8).Select(Persona.Carer)], 60),
        Team("Noord", "ommeland", [.. Enumerable.Range(51, 6).Select(Persona.Carer)], 100),
        Team("Zuid", "ommeland", [.. Enumerable.Range(61, 4).Select(Persona.Carer)], 130),
    ]);

    private static SeededTeam Team(string name, string area, IReadOnlyList<Persona> members, int firstClient) => new(name, area, members,
        [.. Enumerable.Range(0, members.Count * ClientsPerCarer).Select(index => Client(firstClient + index, members[index / ClientsPerCarer], index % ClientsPerCarer))]);

    // A carer has five mornings' worth of slots of an hour, of which each client has one, three days a week.
    private static SeededClient Client(int number, Persona carer, int slot) => new(
        number, TestBsn.Number(number), Initials[number % Initials.Length], Families[number / 5], new DateOnly(1928 + number % 30, 1 + number % 12, 1 + number % 28),
        number % 2 == 0 ? "female" : "male", Streets[number % Streets.Length], 1 + number / Streets.Length, carer,
        number % 3 == 0 ? "nursing" : "personal-care", Days[number % Days.Length],
        new TimeOnly(8 + slot, 0), 30 + 10 * (number % 3));
}

internal sealed record SeededTeam(string Name, string Area, IReadOnlyList<Persona> Members, IReadOnlyList<SeededClient> Clients)
{
    public Persona First => Members[0];

    public static string Qualification(int index) => (index % 5) switch { 0 => "district-nurse", 1 or 2 => "nurse", _ => "nursing-assistant" };
}

internal sealed record SeededClient(int Number, string Bsn, string Initials, string FamilyName, DateOnly DateOfBirth, string Sex,
    string Street, int HouseNumber, Persona Carer, string Service, string[] Weekdays, TimeOnly Start, int Minutes)
{
    /// <summary>The client as whom <c>./dev token client</c> speaks; their daughter and neighbour are the personas of that name.</summary>
    public bool IsPersona => Number == 0;
}
