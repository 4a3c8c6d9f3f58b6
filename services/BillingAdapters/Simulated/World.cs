using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.Platform;
using Microsoft.Extensions.Options;

namespace Buurtzorg.BillingAdapters.Simulated;

/// <summary>Who identifies whom how, and in which currency: everything in which one install of this adapter differs from another.</summary>
internal sealed class World
{
    public World(Settings settings)
    {
        (Payer, Sender, Client) = (Schemes.Of(settings.PayerScheme), Schemes.Of(settings.SenderScheme), Schemes.Of(settings.ClientScheme));
        (Currencies, HasPayer) = (settings.Currencies, settings.Payer == PayerMode.Mailbox);
        (CouncilKind, ProviderKind, ClientKind) = (Kind.Identifier(Payer), Kind.Identifier(Sender), Kind.Identifier(Client));
        Shapes = new Shapes(this);
    }

    public IdentifierScheme Payer { get; }
    public IdentifierScheme Sender { get; }
    public IdentifierScheme Client { get; }
    public IReadOnlyList<string> Currencies { get; }
    public bool HasPayer { get; }

    public Kind CouncilKind { get; }
    public Kind ProviderKind { get; }
    public Kind ClientKind { get; }
    public Shapes Shapes { get; }

    public bool IsPayer(Identifier payer) => payer.Scheme == Payer.Scheme && CouncilKind.Accepts(payer.Value);

    public bool IsSender(Identifier sender) => sender.Scheme == Sender.Scheme && ProviderKind.Accepts(sender.Value);

    public static void Add(PlatformService service)
    {
        service.Services.AddOptionsWithValidateOnStart<Settings>().BindConfiguration(Settings.Section);
        service.Services.AddSingleton<IValidateOptions<Settings>, SettingsCheck>();
        service.Services.AddSingleton(provider => new World(provider.GetRequiredService<IOptions<Settings>>().Value));
    }
}
