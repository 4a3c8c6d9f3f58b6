using System.Text.Json.Serialization;
using Buurtzorg.Simulators.Municipality;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 25 * 1024 * 1024);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(services => new Archive(services.GetRequiredService<IConfiguration>()["Data:Folder"]
    ?? throw new InvalidOperationException("Data:Folder names the folder in which the municipalities keep what they know.")));
builder.Services.ConfigureHttpJsonOptions(json =>
{
    json.SerializerOptions.RespectNullableAnnotations = true;
    json.SerializerOptions.RespectRequiredConstructorParameters = true;
    json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
});

var app = builder.Build();
app.Services.GetRequiredService<Archive>();
app.UseExceptionHandler();
app.MapGet("/health/ready", () => TypedResults.Ok());
app.MapGet("/municipalities", () => Towns.All);

var town = app.MapGroup("/municipalities/{town}").AddEndpointFilter(async (call, next) =>
    Towns.Has(call.HttpContext.GetRouteValue("town") as string) ? await next(call) : TypedResults.NotFound());
Assigning.Map(town);
Judging.Map(town);
ReturnMessages.Map(town);
Notices.Map(town);
Deciding.Map(town);
Settings.Map(town);
Exchange.Map(app);
app.Run();
