namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>
/// Every rule that is checked here, on what comes in and on what goes out, and those that are not, with who does. Its parts stand in the files
/// that it names; docs/nl-wmo-rules.md is made from it, and a test breaks each of them.
/// </summary>
internal static class RuleTable
{
    public static readonly IReadOnlyList<Rule> All =
    [
        .. FormRules.All,
        .. MessageRules.All,
        .. ProductRules.All,
        .. OutgoingRules.All,
        .. NoticeRules.All,
        .. RequestRules.All,
        .. ClaimRules.All,
        .. ClaimClientRules.All,
        .. LineRules.All,
        .. AnswerRules.All,
        .. ReturnRules.All,
        .. Objections.All,
        .. RulesElsewhere.All,
    ];
}
