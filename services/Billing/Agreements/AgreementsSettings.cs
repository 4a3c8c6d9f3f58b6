using Microsoft.Extensions.Options;
using NodaTime;

namespace Buurtzorg.Billing.Agreements;

/// <summary>Section <c>Agreements</c>: where the file of the install is.</summary>
internal sealed class AgreementsSettings
{
    public string File { get; init; } = "";
}

/// <summary>Reads the agreements at start and names all of their mistakes; the service does not begin with one of them.</summary>
internal sealed class AgreementsAtStart(IConfiguration configuration) : IValidateOptions<AgreementsSettings>
{
    public ValidateOptionsResult Validate(string? name, AgreementsSettings options)
    {
        if (!File.Exists(options.File)) return ValidateOptionsResult.Fail($"Agreements:File is '{options.File}'; it must be the YAML file with the agreements of the install.");
        return Read(options, out var mistakes) is null ? ValidateOptionsResult.Fail(mistakes) : ValidateOptionsResult.Success;
    }

    public AgreementBook? Read(AgreementsSettings options, out IReadOnlyList<string> mistakes) =>
        AgreementsFile.Read(options.File, File.ReadAllText(options.File), Adapters, DateTimeZoneProviders.Tzdb.GetZoneOrNull(configuration["Install:TimeZone"] ?? "") ?? DateTimeZone.Utc, out mistakes);

    // As they stand, without their own check: one mistake there hides none in here.
    private string[] Adapters => [.. configuration.GetSection("Adapters").GetChildren().Select(adapter => adapter.Key)];
}
