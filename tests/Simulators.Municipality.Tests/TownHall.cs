using System.Net.Http.Json;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>The simulator over a folder of its own, with one assignment of two products in municipality 9901.</summary>
public sealed class TownHall : IAsyncLifetime
{
    public const string Bsn = "999900006";
    public const int Guidance = 7001, Specialised = 7002;

    private readonly string _folder = Directory.CreateTempSubdirectory("municipality").FullName;
    private WebApplicationFactory<Program> _program = null!;

    private static readonly object Client = new
    {
        bsn = Bsn,
        initials = "T.",
        familyName = "Testeman",
        prefix = "van der",
        dateOfBirth = "1941-03-09",
        sex = "1",
        street = "Proefstraat",
        houseNumber = 12,
        postcode = "9999ZZ",
        city = "Aldermeer",
    };

    public HttpClient Http { get; private set; } = null!;

    public string Assigned { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _program = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.UseSetting("Data:Folder", _folder));
        Http = _program.CreateClient();
        var response = await Assign(Guidance, Specialised);
        Assigned = await response.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> Assign(int first, int second) => Http.PostAsJsonAsync("municipalities/9901/assignments", new
    {
        provider = "99990001",
        assignedAt = "2025-06-20T09:30:00",
        client = Client,
        products = new object[]
        {
            new { assignmentNumber = first, code = "02A03", volume = 180, unit = "01", frequency = "2", from = "2025-07-07", until = "2025-09-07" },
            new { assignmentNumber = second, code = "02A05", volume = 600, unit = "01", frequency = "4", from = "2025-07-01" },
        },
    });

    /// <summary>One more product for the same client.</summary>
    public async Task Assign(object product) =>
        (await Http.PostAsJsonAsync("municipalities/9901/assignments", new { provider = "99990001", assignedAt = "2025-06-20T09:30:00", client = Client, products = new[] { product } })).EnsureSuccessStatusCode();

    public Task<XElement> Declare(string xml) => Send("declarations", xml);

    public async Task<XElement> Send(string path, string xml)
    {
        var response = await Http.PostAsync("municipalities/9901/" + path, Body(xml));
        response.EnsureSuccessStatusCode();
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }

    internal async Task<List<AssignedProduct>> Products() => (await Http.GetFromJsonAsync<List<AssignedProduct>>("municipalities/9901/assignments"))!;

    public static StringContent Body(string xml) => new(xml, Encoding.UTF8, "application/xml");

    public ValueTask DisposeAsync()
    {
        _program.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
