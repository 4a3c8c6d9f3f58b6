namespace Buurtzorg.Local.Tests;

public sealed class SecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_secret_is_made_once_and_stays()
    {
        var made = TheSecrets().Password("billing");

        Assert.Equal(made, TheSecrets().Password("billing"));
        Assert.NotEqual(made, TheSecrets().Password("scheduling"));
    }

    [Fact]
    public void A_key_has_32_bytes() => Assert.Equal(32, Convert.FromBase64String(TheSecrets().Key("pseudonyms")).Length);

    [Fact]
    public void Only_the_owner_reads_the_file()
    {
        TheSecrets().Password("billing");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("secrets.json")));
    }

    public void Dispose() => _folder.Dispose();

    private Secrets TheSecrets() => new(_folder.At("secrets.json"));
}
