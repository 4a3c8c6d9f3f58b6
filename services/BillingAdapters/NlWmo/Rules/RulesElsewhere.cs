namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>
/// Rules that need earlier messages, the contract or a calendar of their own, which an adapter that keeps nothing does not have. Billing sees to
/// its part before it claims; the municipality judges, and its code comes back.
/// </summary>
internal static class RulesElsewhere
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Billing("TR318", "8214", "Periods of claims follow one another without a gap, as long as care was given in each.", "WMO323"),
        Billing("TR323", "8017", "A credit takes back a debit that was granted before.", "WMO323"),
        Billing("TR389", "9389", "There is no second debit of a product, period and assignment before the first is credited.", "WMO323"),
        Billing("TR390", "9390", "A line is credited once.", "WMO323"),
        Billing("TR314", "8021", "A reference of a line is used once, over all claims.", "WMO323"),
        Billing("TR333", "9333", "A number of a claim is used once.", "WMO323"),
        Billing("TR056", "9056", "An identification of a message is used once per kind of message.", "WMO305", "WMO307", "WMO315", "WMO317", "WMO323"),
        Billing("TR338", "9338", "A line belongs to an assignment that was received.", "WMO323"),
        Billing("TR384", "9384", "Nothing is claimed on an assignment that was deleted.", "WMO323"),
        Billing("TR321", "9321", "The volume fits in what is assigned for the period (IV076, IV077, IV078).", "WMO323"),
        Billing("TR322", "9322", "All volumes together fit in what is assigned (IV076, IV077).", "WMO323"),
        Billing("TR369", "9369", "All lines together fit in the budget.", "WMO323"),
        Billing("IV079", null, "Hours are added up over the period before they are rounded, and are at least one.", "WMO323"),
        Billing("TR019", "9019", "A start and a stop belong to an assignment that was received.", "WMO305", "WMO307"),
        Billing("TR063", "9063", "Only a notice that was sent is withdrawn.", "WMO305", "WMO307"),
        Billing("TR071", "9071", "A start is not withdrawn after a stop.", "WMO305"),
        Billing("TR074", "9074", "A notice is sent once.", "WMO305", "WMO307"),
        Billing("TR326", "9326", "Care that goes on does not start again.", "WMO305"),
        Billing("TR382", "9069", "A stop repeats the key of its start.", "WMO307"),
        Billing("TR413", "9413", "A pause is followed by a start or a final stop.", "WMO307"),
        Billing("TR414", "9414", "A later stop of the same start does not end earlier.", "WMO307"),
        Billing("TR415", "9415", "After a final stop there is no other.", "WMO307"),
        Billing("TR347", "9347", "A reference of a request is used once.", "WMO315", "WMO317"),
        Billing("TR374", "9374", "There is one request at a time per client.", "WMO315", "WMO317"),
        Billing("TR349", "9349", "A change names every assignment that holds.", "WMO317"),
        Billing("TR350", "9350", "What stays as it is is assigned now.", "WMO317"),
        Billing("TR351", "9351", "What shall change is assigned now.", "WMO317"),
        Billing("TR357", "9357", "A change that does not lie ahead begins where the assignment does.", "WMO317"),
        Billing("TR355", "9355", "An answer names a request that was sent.", "WMO319"),
        Billing("TR365", "9365", "A request is answered again only after it was looked into.", "WMO319"),
        Payer("TR304", "8187", "The line is about a client of the municipality, and the assignment is theirs.", "WMO323"),
        Payer("TR418", "0611", "The rate is that of the contract.", "WMO323"),
        Payer("TR361", "9361", "What is asked for does not overlap what is assigned.", "WMO317"),
        Payer("TR378", "S300", "The municipality is on the national list.", "WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323"),
        Payer("TR381", "S329", "The product belongs to the category on the agreed list.", "WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO323"),
    ];

    private static Rule Billing(string number, string? returnCode, string says, params string[] on) => new(number, "", says, on, returnCode, By.Billing);

    private static Rule Payer(string number, string? returnCode, string says, params string[] on) => new(number, "", says, on, returnCode, By.Municipality);
}
