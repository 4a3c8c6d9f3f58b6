using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>A document names a client by one identifier and by nothing else.</summary>
internal static class ClientRules
{
    public static bool IsOne(IReadOnlyList<Identifier> identifiers, World world) =>
        identifiers.Count == 1 && identifiers[0].Scheme == world.Client.Scheme && world.ClientKind.Accepts(identifiers[0].Value);

    public static string Expected(World world) => $"A client is named by one identifier, of the scheme {world.Client.Scheme} and in its form.";

    public static IEnumerable<Fault> Check(MessageClient client, World world)
    {
        if (!IsOne(client.Identifiers, world)) yield return new("client-identifiers-unfit", Expected(world), Place: "client.identifiers");
        if (client.Person is not null) yield return new("client-person-not-asked", "The document names nothing of a person but the identifier.", Place: "client.person");
    }
}
