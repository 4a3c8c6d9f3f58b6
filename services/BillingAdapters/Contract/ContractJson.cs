using System.Text.Json;
using System.Text.Json.Serialization;

namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>How the records of this contract become JSON, for whoever calls an adapter.</summary>
public static class ContractJson
{
    /// <summary>camelCase; null is left out; what a record requires must be there; members that it does not know are ignored.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
