using Buurtzorg.Contracts.Billing;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class AuthorisationNewsTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task That_an_authorisation_found_its_client_is_announced()
    {
        await billing.UploadAsync("nl-wmo:9912", billing.Adapter.Assignment("nl-wmo:9912", "999900109", ["1100"]));
        var waiting = Assert.Single(await billing.AnnouncedAsync<AuthorisationChanged>(), changed => changed.PayerId == "nl-wmo:9912");
        Assert.Null(waiting.ClientId);

        var client = await billing.AdmitAsync("999900109");

        await Eventually.TrueAsync(async () => (await billing.AnnouncedAsync<AuthorisationMatched>()).Contains(new(waiting.AuthorisationId, waiting.Version, waiting.PayerId, client)), "the authorisation with its client");
        await billing.UploadAsync("nl-wmo:9912", billing.Adapter.Assignment("nl-wmo:9912", "999900109", ["1101"]));
        Assert.Single(await billing.AnnouncedAsync<AuthorisationChanged>(), changed => changed.PayerId == "nl-wmo:9912" && changed.AuthorisationId != waiting.AuthorisationId && changed.ClientId == client);
    }
}
