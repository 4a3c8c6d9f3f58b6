namespace Buurtzorg.Billing.Domain;

/// <summary>
/// closed: lines and numbers are fixed; refused: it cannot be rendered as it is; rendered: the exact bytes are stored; sent: all of its
/// documents have left; answered: the payer decided about every line; paid: everything granted was paid.
/// </summary>
public enum ClaimState { Closed, Refused, Rendered, Sent, Answered, Paid }

internal enum ClaimEvent { Refused, TriedAgain, Rendered, Sent, PartlyAnswered, Answered, PartlyPaid, Paid }

/// <summary>What can happen to a claim, and what it is afterwards. What is not in the table cannot happen.</summary>
internal static class ClaimStates
{
    public static readonly IReadOnlyList<(ClaimState From, ClaimEvent Event, ClaimState To)> Table =
    [
        (ClaimState.Closed, ClaimEvent.Refused, ClaimState.Refused),
        (ClaimState.Refused, ClaimEvent.TriedAgain, ClaimState.Closed),
        (ClaimState.Closed, ClaimEvent.Rendered, ClaimState.Rendered),
        (ClaimState.Rendered, ClaimEvent.Sent, ClaimState.Sent),
        (ClaimState.Rendered, ClaimEvent.PartlyAnswered, ClaimState.Rendered),
        (ClaimState.Rendered, ClaimEvent.PartlyPaid, ClaimState.Rendered),
        (ClaimState.Rendered, ClaimEvent.Answered, ClaimState.Answered),
        (ClaimState.Sent, ClaimEvent.PartlyAnswered, ClaimState.Sent),
        (ClaimState.Sent, ClaimEvent.PartlyPaid, ClaimState.Sent),
        (ClaimState.Sent, ClaimEvent.Answered, ClaimState.Answered),
        (ClaimState.Answered, ClaimEvent.Sent, ClaimState.Answered), // said after the answer had come
        (ClaimState.Answered, ClaimEvent.PartlyPaid, ClaimState.Answered),
        (ClaimState.Answered, ClaimEvent.Paid, ClaimState.Paid),
        (ClaimState.Paid, ClaimEvent.Sent, ClaimState.Paid),
    ];

    public static bool Allows(this ClaimState from, ClaimEvent happened) => Table.Any(row => row.From == from && row.Event == happened);

    public static ClaimState After(this ClaimState from, ClaimEvent happened) => from.Allows(happened)
        ? Table.Single(row => row.From == from && row.Event == happened).To
        : throw new InvalidOperationException($"A claim that is {from} cannot be {happened}.");

    /// <summary>The table as a Mermaid drawing, for people.</summary>
    public static string Drawing() => string.Join('\n',
    [
        "stateDiagram-v2",
        "    [*] --> closed",
        .. Table.Select(row => $"    {Kebab(row.From)} --> {Kebab(row.To)}: {Kebab(row.Event)}"),
        "    paid --> [*]",
    ]);

    private static string Kebab<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
