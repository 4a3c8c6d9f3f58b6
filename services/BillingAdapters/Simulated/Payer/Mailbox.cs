using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Buurtzorg.Platform;
using Microsoft.Extensions.Options;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>
/// The files of the payers, one each, replaced as a whole. For one process; it keeps nothing in memory but the number of the last post, so
/// that a restart changes nothing.
/// </summary>
internal sealed class Mailbox
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private readonly SemaphoreSlim _one = new(1);
    private readonly string _folder;
    private long _lastPost;

    public Mailbox(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
        _lastPost = All().Select(file => file.LastPost).DefaultIfEmpty().Max();
    }

    public static void Add(PlatformService service) =>
        service.Services.AddSingleton(provider => new Mailbox(provider.GetRequiredService<IOptions<Settings>>().Value.Folder));

    /// <summary>Changes what one payer knows. Nothing is kept when it throws.</summary>
    public async Task<T> ChangeAsync<T>(string payer, Func<PayerFile, T> change, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var path = PathOf(payer);
            var file = File.Exists(path) ? Read(path) : new PayerFile(payer);
            var result = change(file);
            Write(path, file);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What all payers know, in a fixed order; those that <paramref name="changed"/> says have changed are kept.</summary>
    public async Task<T> VisitAsync<T>(Func<IReadOnlyList<PayerFile>, T> visit, Func<PayerFile, bool> changed, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var files = All().ToList();
            var result = visit(files);
            foreach (var file in files.Where(changed)) Write(PathOf(file.Payer), file);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<T> LookAsync<T>(Func<IReadOnlyList<PayerFile>, T> look, CancellationToken ct) => VisitAsync(look, _ => false, ct);

    /// <summary>The document can be seen from now on, after all others.</summary>
    public void Deliver(PayerFile file, Post post)
    {
        file.LastPost = ++_lastPost;
        (post.Id, post.Held, post.PollsToWait) = ($"{file.LastPost:D12}", false, 0);
    }

    private IEnumerable<PayerFile> All() => Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal).Select(Read);

    // A hash, for a payer's identifier need not make a file name.
    private string PathOf(string payer) => Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payer)))[..24]}.json");

    private static PayerFile Read(string path) => JsonSerializer.Deserialize<PayerFile>(File.ReadAllBytes(path), Json)!;

    private static void Write(string path, PayerFile file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream($"{path}.new", options))
        {
            JsonSerializer.Serialize(stream, file, Json);
            stream.Flush(flushToDisk: true);
        }
        File.Move($"{path}.new", path, overwrite: true);
    }
}
