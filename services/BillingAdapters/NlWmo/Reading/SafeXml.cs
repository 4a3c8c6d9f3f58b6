using System.Text;
using System.Xml;
using Buurtzorg.BillingAdapters.Hosting;

namespace Buurtzorg.BillingAdapters.NlWmo.Reading;

/// <summary>XML from outside: UTF-8 only, no DTD, no entities, nothing fetched, nothing deep.</summary>
internal static class SafeXml
{
    /// <summary>Deeper than any message of the standard; their deepest element is the eighth.</summary>
    public const int MaxDepth = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>
    /// Messages of the standard have hardly any attributes, and a reader's time grows with their square. Each takes an equals sign,
    /// of which a text may hold some too.
    /// </summary>
    public static bool MayHoldTooManyAttributes(byte[] content) => content.AsSpan().Count((byte)'=') > 50_000;

    public static XmlReader Open(byte[] content) => XmlReader.Create(
        new StreamReader(new MemoryStream(content, writable: false), StrictUtf8, detectEncodingFromByteOrderMarks: false),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1,
            MaxCharactersInDocument = Sizes.MessageBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
}
