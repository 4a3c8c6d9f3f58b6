namespace Buurtzorg.Simulators.Municipality;

/// <summary>Everything that one municipality knows: its own copy of the assignments, and what was declared on them.</summary>
internal sealed record CaseFile
{
    public List<SentAssignment> Sent { get; init; } = [];
    public List<AssignedProduct> Products { get; init; } = [];
    public List<JudgedDeclaration> Declarations { get; init; } = [];
    public List<JudgedPerformance> Performances { get; init; } = [];
    public List<ReceivedReturn> Returns { get; init; } = [];
}

/// <summary>An assigned product as it stands here today, whatever was sent before.</summary>
internal sealed record AssignedProduct(int Number, string Bsn, string Category, string Code, long Volume, string Unit,
    string Frequency, DateOnly From, DateOnly? Until, bool Deleted);

internal sealed record SentAssignment(string Identification, int[] Numbers, string Xml);

internal sealed record JudgedDeclaration(string Identification, string Number, DateOnly PeriodFrom, bool Refused, string Answer);

internal sealed record JudgedPerformance(string Reference, string? Previous, bool Credit, int Assignment, string Code,
    DateOnly From, DateOnly Until, long Volume, long Amount, bool Granted);

internal sealed record ReceivedReturn(string Identification, bool Accepted);

/// <summary>Codes of WJ756.</summary>
internal static class Unit
{
    public const string Minute = "01";
    public const string Hour = "04";
}

/// <summary>Codes of WMO757.</summary>
internal static class Frequency
{
    public const string Day = "1";
    public const string Week = "2";
    public const string Month = "4";
    public const string Total = "6";
}
