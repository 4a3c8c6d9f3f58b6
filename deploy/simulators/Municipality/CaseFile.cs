namespace Buurtzorg.Simulators.Municipality;

/// <summary>Everything that one municipality knows: its own copy of the assignments, what was declared on them, and its correspondence.</summary>
internal sealed record CaseFile
{
    public string Dialect { get; set; } = Dialects.Iwmo;
    public bool UsesExchange { get; set; }
    public bool GrantsWhatFits { get; set; }

    public List<Client> Clients { get; init; } = [];
    public List<SentAssignment> Sent { get; init; } = [];
    public List<AssignedProduct> Products { get; init; } = [];
    public List<JudgedDeclaration> Declarations { get; init; } = [];
    public List<JudgedPerformance> Performances { get; init; } = [];
    public List<ReceivedReturn> Returns { get; init; } = [];
    public List<AnsweredMessage> Answered { get; init; } = [];
    public List<Request> Requests { get; init; } = [];
    public List<CarriedMessage> Carried { get; init; } = [];
    public List<OwedMessage> Owed { get; init; } = [];

    public Client Know(Client client)
    {
        Clients.RemoveAll(known => known.Bsn == client.Bsn);
        Clients.Add(client);
        return client;
    }
}

/// <summary>An assigned product as it stands here today, whatever was sent before. Without a code any product of the category is meant, without both any product.</summary>
/// <param name="Budget">In euro cents.</param>
/// <param name="Reference">The provider's reference of the request that this grants.</param>
internal sealed record AssignedProduct(int Number, string Bsn, string? Category, string? Code, long? Volume, string? Unit,
    string? Frequency, DateOnly From, DateOnly? Until, bool Deleted, string? Provider = null, long? Budget = null, string? Reference = null)
{
    /// <summary>When care was given, as the provider says. For the eyes of the municipality: a declaration never depends on it.</summary>
    public List<CarePeriod> Care { get; init; } = [];

    public bool Covers(DateOnly day) => day >= From && (Until is not { } until || day <= until);

    public bool IsOf(string provider) => Provider is null || Provider == provider;
}

/// <param name="Paused">It ended for a time only.</param>
internal sealed record CarePeriod(DateOnly Begin, DateOnly? End, bool Paused = false);

internal sealed record SentAssignment(string Identification, int[] Numbers, string Xml);

internal sealed record JudgedDeclaration(string Sender, string Identification, string Number, DateOnly PeriodFrom, bool Refused, string Answer);

internal sealed record JudgedPerformance(string Sender, string Reference, string? Previous, bool Credit, string Bsn, int Assignment, string Code,
    DateOnly From, DateOnly Until, long Volume, string Unit, long Amount, bool Granted)
{
    /// <summary>The line whose amount this changes by a difference; only in the CSV dialect.</summary>
    public string? Adjusts { get; init; }

    public long? Rate { get; init; }
}

internal sealed record ReceivedReturn(string Identification, bool Accepted);

/// <summary>A notice or request that came in, and the return message that went back.</summary>
internal sealed record AnsweredMessage(string Type, string Sender, string Identification, string Xml);

/// <summary>A message that the exchange brought, by the key that its sender gave.</summary>
internal sealed record CarriedMessage(string Key, string Sha256);

/// <summary>A message that waits in the exchange until the provider's side says that it has it.</summary>
internal sealed record OwedMessage(string Id, string Content);

/// <summary>Codes of WJ756.</summary>
internal static class Unit
{
    public const string Minute = "01", Hour = "04", DayAndNight = "14", PartOfDay = "16", Output = "82", Euro = "83", Effort = "84";
}

/// <summary>Codes of WMO757.</summary>
internal static class Frequency
{
    public const string Day = "1", Week = "2", Month = "4", Total = "6";
}

/// <summary>Codes of WMO002.</summary>
internal static class ChangeReason
{
    public const string AskedByProvider = "12", Deleted = "13", Corrected = "14";
}
