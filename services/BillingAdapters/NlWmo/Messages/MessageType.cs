using System.Globalization;
using System.Xml.Linq;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>A message that is answered by a return message: its code (COD002), its shape, and which of its records bear return codes there.</summary>
internal sealed record MessageType(string Name, string Code, Shape Shape, params IReadOnlyList<string> Records)
{
    public XNamespace Namespace => Shape.Name.Namespace;

    /// <summary>The return message has the next number, as a name and as a code.</summary>
    public string ReturnName { get; } = $"WMO{Next(Name[3..])}";

    public string ReturnCode { get; } = Next(Code);

    private static string Next(string number) => Values.Text(int.Parse(number, CultureInfo.InvariantCulture) + 1);
}
