using System.Xml.Linq;
using Buurtzorg.Simulators.Municipality.Csv;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <param name="Accepted">The provider had no remark about any part of the message.</param>
internal sealed record ReturnReceipt(string Identification, bool Accepted, string[] Codes);

/// <summary>
/// Takes in a WMO302 or WMO320 as IV028 says: the header alone when there is no remark, else the message as it came with return codes per record.
/// Their schemas are not at hand, so parts are found by their names. They are not answered.
/// </summary>
internal static class ReturnMessages
{
    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapPost("/return-messages", Receive);
        town.MapGet("/return-messages", (string town, Archive archive) => archive.Read(town).Returns);
    }

    private static async Task<Results<Ok<ReturnReceipt>, ProblemHttpResult>> Receive(string town, HttpRequest request, Archive archive, CancellationToken ct)
    {
        var content = await request.ReadBytesAsync(ct);
        try
        {
            return TypedResults.Ok(archive.Change(town, file => Take(content, file, town)));
        }
        catch (UnreadableMessageException e)
        {
            return TypedResults.Problem(e.Message, statusCode: 422);
        }
    }

    public static string? TakeQuietly(byte[] content, CaseFile file, string town, DateTime now)
    {
        Take(content, file, town);
        return null;
    }

    private static ReturnReceipt Take(byte[] content, CaseFile file, string town)
    {
        var receipt = file.Dialect == Dialects.Csv ? Acknowledgement.Check(content, file, town) : Check(Xml.Read(content), file, town);
        file.Returns.RemoveAll(earlier => earlier.Identification == receipt.Identification);
        file.Returns.Add(new(receipt.Identification, receipt.Accepted));
        return receipt;
    }

    private static ReturnReceipt Check(XElement root, CaseFile file, string town)
    {
        var (wmo, code) = root.Name == Xml.Of("wmo302") + "Bericht" ? (Xml.Of("wmo302"), "415")
            : root.Name == Xml.Of("wmo320") + "Bericht" ? (Xml.Of("wmo320"), "483")
            : throw new UnreadableMessageException("This is neither a WMO302 nor a WMO320 of iWmo 3.2.");
        var header = root.Part(wmo + "Header");
        if (header.Text(wmo + "BerichtCode") != code) throw new UnreadableMessageException($"BerichtCode is not {code}.");
        if (header.Elements(wmo + "Afzender").Concat(header.Elements(wmo + "Ontvanger")).All(party => party.Value != town))
            throw new UnreadableMessageException($"Municipality {town} is neither sender nor receiver of this message.");

        var named = header.Descendants(Xml.Base + "Identificatie").Select(element => element.Value).ToHashSet();
        var identification = code == "415" ? Assignment(root, named, file) : Answer(named, file);
        var codes = root.Descendants(wmo + "RetourCode").Select(element => element.Value).Distinct().Order().ToArray();
        return new(identification, codes.All(found => found == "0200"), codes);
    }

    private static string Assignment(XElement root, HashSet<string> named, CaseFile file)
    {
        var sent = file.Sent.Find(assignment => named.Contains(assignment.Identification))
            ?? throw new UnreadableMessageException("This answers no assignment that was sent from here.");
        var products = root.Descendants(root.Name.Namespace + "ToewijzingNummer").Select(element => element.Value).ToHashSet();
        return products.Count == 0 || products.SetEquals(sent.Numbers.Select(number => number.ToString()))
            ? sent.Identification
            : throw new UnreadableMessageException($"The products of {sent.Identification} are not those of this message.");
    }

    private static string Answer(HashSet<string> named, CaseFile file) =>
        file.Requests.SelectMany(request => request.Answers).FirstOrDefault(answer => named.Contains(answer.Identification))?.Identification
        ?? throw new UnreadableMessageException("This returns no answer that was sent from here.");
}
