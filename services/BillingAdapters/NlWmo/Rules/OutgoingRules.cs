using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>What a notice and a request say alike about who sends what to whom.</summary>
internal sealed record OutgoingHead(string Reference, Identifier Sender, Identifier Payer, MessageClient Client);

/// <summary>The rules about that.</summary>
internal static class OutgoingRules
{
    private static readonly string[] On = ["WMO305", "WMO307", "WMO315", "WMO317"];

    public static readonly IReadOnlyList<Rule<OutgoingHead>> All =
    [
        Row("message-reference-invalid", "RS017", "reference", $"The reference should be {Numbers.MessageReference.Description}.",
            h => !Numbers.MessageReference.Fits(h.Reference)),
        Row("sender-invalid", "RS036", "sender", $"The sender should be {Kind.Provider.Expected}, in the scheme {Envelope.ProviderScheme}.",
            h => !Envelope.IsProvider(h.Sender)),
        Row("payer-invalid", "RS035", "payer", $"The payer should be {Kind.Municipality.Expected}, in the scheme {Envelope.PayerScheme}.",
            h => !Envelope.IsMunicipality(h.Payer)),
        Row("client-identifiers-unfit", "OP079", "client.identifiers", $"A message names a client by one identifier, of the scheme {Bsn.Scheme}.",
            h => h.Client.Identifiers is not [{ Scheme: Bsn.Scheme }]),
    ];

    private static Rule<OutgoingHead> Row(string code, string number, string place, string says, Func<OutgoingHead, bool> broken) =>
        new(number, code, says, On, h => broken(h) ? [new(Place: place)] : []);
}
