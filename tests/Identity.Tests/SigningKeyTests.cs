using Buurtzorg.Identity.Tokens;

namespace Buurtzorg.Identity.Tests;

public sealed class SigningKeyTests
{
    [Fact]
    public async Task Two_replicas_that_start_at_once_sign_with_the_same_key()
    {
        await using var first = new IdentityHost();
        await using var second = new IdentityHost(first.KeyFolder);

        await Task.WhenAll(Task.Run(async () => await first.InitializeAsync()), Task.Run(async () => await second.InitializeAsync()));

        Assert.Equal(await KeyAsync(first), await KeyAsync(second));
    }

    [Fact]
    public async Task Many_that_come_at_once_to_an_empty_folder_make_one_key()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"identity-{Guid.NewGuid():N}", "keys");

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyFile.ReadOrMake(folder).ExportRSAPublicKeyPem())));

        Assert.Single(keys.Distinct());
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public async Task A_restarted_issuer_keeps_its_key_and_its_tokens_stay_good()
    {
        await using var identity = new IdentityHost();
        await identity.InitializeAsync();
        var before = await KeyAsync(identity);

        await identity.RestartAsync();

        Assert.Equal(before, await KeyAsync(identity));
    }

    [Fact]
    public void A_key_that_a_crash_left_unfinished_is_not_used()
    {
        var folder = Directory.CreateTempSubdirectory("identity-").FullName;
        File.WriteAllText(Path.Combine(folder, "signing-key.pem.new"), "-----BEGIN PRIVATE");

        using var key = KeyFile.ReadOrMake(folder);

        Assert.Equal(2048, key.KeySize);
        Assert.Equal(["signing-key.pem", "signing-key.pem.lock"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Only_its_owner_may_read_the_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode on Windows.");
        var folder = Directory.CreateTempSubdirectory("identity-").FullName;

        KeyFile.ReadOrMake(folder).Dispose();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "signing-key.pem")));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> KeyAsync(IdentityHost identity) => (await identity.GetAsync(".well-known/jwks.json")).GetRawText();
}
