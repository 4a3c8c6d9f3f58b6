using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>The values of a payer's message, and the message with some of them changed. XML, JSON, or words in lines.</summary>
internal sealed partial class MessageValues
{
    private readonly Func<IReadOnlyCollection<int>, byte[]> _change;

    private MessageValues(IReadOnlyList<string> places, Func<IReadOnlyCollection<int>, byte[]> change) => (Places, _change) = (places, change);

    public IReadOnlyList<string> Places { get; }

    /// <summary>The message with the values at these places changed, the rest being as it was.</summary>
    public byte[] Change(params int[] places) => _change(places);

    public static MessageValues Of(byte[] message)
    {
        try { return OfXml(message); }
        catch (XmlException) { }
        try { return OfJson(JsonNode.Parse(message)); }
        catch (JsonException) { }
        return OfText(Encoding.Latin1.GetString(message));
    }

    private static MessageValues OfXml(byte[] message)
    {
        XDocument Load() => XDocument.Load(new MemoryStream(message), LoadOptions.PreserveWhitespace);
        return new([.. Nodes(Load()).Select(PlaceOf)], places =>
        {
            var document = Load();
            foreach (var (node, _) in Nodes(document).Select((node, i) => (node, i)).Where(n => places.Contains(n.i)).ToList())
                if (node is XAttribute attribute) attribute.Value = Changed.Text(attribute.Value);
                else ((XElement)node).Value = Changed.Text(((XElement)node).Value);
            var bytes = new MemoryStream();
            using (var writer = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None })) document.Save(writer);
            return bytes.ToArray();
        });
    }

    private static IEnumerable<XObject> Nodes(XDocument document) => document.Descendants().SelectMany(element => element.Attributes()
        .Where(a => !a.IsNamespaceDeclaration && a.Name.NamespaceName != "http://www.w3.org/2001/XMLSchema-instance").Cast<XObject>()
        .Concat(element.HasElements || string.IsNullOrWhiteSpace(element.Value) ? [] : [element]));

    private static string PlaceOf(XObject node)
    {
        if (node is XAttribute attribute) return $"{PlaceOf(attribute.Parent!)}/@{attribute.Name.LocalName}";
        var element = (XElement)node;
        var same = element.Parent?.Elements(element.Name).ToList() ?? [element];
        var index = same.Count > 1 ? $"[{same.IndexOf(element) + 1}]" : "";
        return $"{(element.Parent is null ? "" : PlaceOf(element.Parent))}/{element.Name.LocalName}{index}";
    }

    private static MessageValues OfJson(JsonNode? message)
    {
        var values = JsonPlaces.Values(message).ToList();
        return new([.. values.Select(v => v.Place)], places => Encoding.UTF8.GetBytes(
            places.Aggregate(message!, (copy, i) => JsonPlaces.With(copy, values[i].Place, Changed.Value(values[i].Value, []))).ToJsonString()));
    }

    private static MessageValues OfText(string message)
    {
        var words = Word().Matches(message).ToList();
        List<string> places = [];
        var (line, count) = (-1, 0);
        foreach (var word in words)
        {
            var at = message.AsSpan(0, word.Index).Count('\n');
            count = at == line ? count + 1 : 1;
            places.Add($"/{(line = at) + 1}/{count}");
        }
        return new(places, changed => Encoding.Latin1.GetBytes(changed.OrderDescending().Aggregate(message, (text, i) =>
            string.Concat(text.AsSpan(0, words[i].Index), Changed.Text(words[i].Value), text.AsSpan(words[i].Index + words[i].Length)))));
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d|[A-Za-z0-9\u0080-\u00ff]+")]
    private static partial Regex Word();
}
