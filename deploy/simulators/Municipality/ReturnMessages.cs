using System.Xml.Linq;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <param name="Accepted">The provider had no remark about any part of the assignment.</param>
internal sealed record ReturnReceipt(string Identification, bool Accepted, string[] Codes);

/// <summary>
/// Takes in a WMO302 as IV028 says: the header alone when there is no remark, else the message as it came with return codes per record.
/// Its schema is not at hand, so parts are found by their names.
/// </summary>
internal static class ReturnMessages
{
    private static readonly XNamespace Wmo = Xml.Of("wmo302");

    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapPost("/return-messages", Receive);
        town.MapGet("/return-messages", (string town, Archive archive) => archive.Read(town).Returns);
    }

    private static async Task<Results<Ok<ReturnReceipt>, ProblemHttpResult>> Receive(
        string town, HttpRequest request, Archive archive, CancellationToken ct)
    {
        try
        {
            var root = await Xml.ReadAsync(request.Body, ct);
            return TypedResults.Ok(archive.Change(town, file =>
            {
                var receipt = Check(root, file, town);
                file.Returns.RemoveAll(earlier => earlier.Identification == receipt.Identification);
                file.Returns.Add(new(receipt.Identification, receipt.Accepted));
                return receipt;
            }));
        }
        catch (UnreadableMessageException e)
        {
            return TypedResults.Problem(e.Message, statusCode: 422);
        }
    }

    internal static ReturnReceipt Check(XElement root, CaseFile file, string town)
    {
        if (root.Name != Wmo + "Bericht") throw new UnreadableMessageException("This is not a WMO302 of iWmo 3.2.");
        var header = root.Part(Wmo + "Header");
        if (header.Text(Wmo + "BerichtCode") != "415") throw new UnreadableMessageException("BerichtCode is not 415.");
        if (header.Elements(Wmo + "Afzender").Concat(header.Elements(Wmo + "Ontvanger")).All(party => party.Value != town))
            throw new UnreadableMessageException($"Municipality {town} is neither sender nor receiver of this message.");

        var named = header.Descendants(Xml.Base + "Identificatie").Select(element => element.Value).ToHashSet();
        var sent = file.Sent.Find(assignment => named.Contains(assignment.Identification))
            ?? throw new UnreadableMessageException("This answers no assignment that was sent from here.");

        var codes = root.Descendants(Wmo + "RetourCode").Select(element => element.Value).Distinct().Order().ToArray();
        var products = root.Descendants(Wmo + "ToewijzingNummer").Select(element => element.Value).ToHashSet();
        if (products.Count > 0 && !products.SetEquals(sent.Numbers.Select(number => number.ToString())))
            throw new UnreadableMessageException($"The products of {sent.Identification} are not those of this message.");
        return new(sent.Identification, codes.All(code => code == "0200"), codes);
    }
}
