namespace Buurtzorg.Local.Demo;

/// <summary>Somebody of identity's personas; with a person id, somebody else of the same kind.</summary>
internal sealed record Persona(string Name, Guid PersonId, string Called)
{
    public static Persona Nurse { get; } = Of("nurse-oost", 0x01, "the nurse");
    public static Persona BackOffice { get; } = Of("back-office", 0x2a, "the back office");

    public static Persona Integrator { get; } = Of("integrator", 0x2c, "the practice");

    public static Persona Client { get; } = Of("client", 0x1f, "the client");
    public static Persona Daughter { get; } = Of("daughter", 0x20, "the daughter");
    public static Persona Neighbour { get; } = Of("neighbour", 0x21, "the neighbour");

    /// <summary>Members of team Oost are 1 to 12, of West 21 to 28, of Noord 51 to 56, of Zuid 61 to 64.</summary>
    public static Persona Carer(int member) => member switch
    {
        1 => Nurse,
        < 20 => Of("nurse-oost", member, $"colleague {member}"),
        < 50 => Of("nurse-west", member, $"colleague {member}"),
        < 60 => Of("nurse-noord", member, $"colleague {member}"),
        _ => Of("nurse-zuid", member, $"colleague {member}"),
    };

    private static Persona Of(string name, int number, string called) => new(name, Guid.Parse($"01920000-0000-7000-8000-{number:x12}"), called);
}
