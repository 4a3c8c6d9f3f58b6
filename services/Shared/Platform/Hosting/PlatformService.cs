using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Buurtzorg.Platform;

/// <summary>
/// One service of the platform: what every service has is set up here, what is its own stands in its Program.cs as a table of contents.
/// <code>
/// var service = PlatformService.Create("billing", args);
/// service.AddDatabase&lt;BillingDb&gt;();
/// service.React&lt;VisitCompleted&gt;(RecordDeliveryWhenVisitCompleted.Handle);
/// return await service.RunAsync(routes => CloseMonthEndpoint.Map(routes));
/// </code>
/// </summary>
public sealed class PlatformService
{
    private readonly string[] _args;
    private readonly List<ServiceCommand> _commands = [Health.Check, Health.Ready];
    private readonly List<Reaction> _reactions = [];
    private readonly List<Action<IApplicationBuilder>> _middleware = [];

    private readonly bool _tokens;

    private PlatformService(string name, string[] args, bool tokens)
    {
        (Name, _args, _tokens) = (name, args, tokens);
        Builder = WebApplication.CreateBuilder(args);
        if (Builder.Configuration["Secrets:Folder"] is { Length: > 0 } folder)
            Builder.Configuration.AddKeyPerFile(folder); // secrets as files, one per setting (Authentication__ClientSecret), as container platforms mount them
        Builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024; // an endpoint that takes more says so itself
        });
        Services.Configure<JsonOptions>(json =>
        {
            var options = json.SerializerOptions;
            options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
            options.Converters.Add(new UtcInstants());
            options.NumberHandling = JsonNumberHandling.Strict;
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.RespectNullableAnnotations = true;
            options.RespectRequiredConstructorParameters = true;
        });
        Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        Drain.Add(Services);
        Services.AddSingleton(TimeProvider.System);
        Problems.Add(Services);
        ApiDocument.Add(Services, name);
        if (tokens)
            Authentication.Add(Services);
        Telemetry.Add(Builder, name);
    }

    /// <summary>The kebab-case name of the service: its path base, database, queue prefix, image and chart entry.</summary>
    public string Name { get; }

    /// <summary>The builder underneath, for what only one service needs.</summary>
    public WebApplicationBuilder Builder { get; }

    /// <summary>The services of dependency injection.</summary>
    public IServiceCollection Services => Builder.Services;

    /// <summary>Begins a service.</summary>
    /// <param name="name">Kebab-case, such as <c>care-records</c>.</param>
    /// <param name="args">The command line: nothing to serve, or a command such as <c>migrate</c>.</param>
    /// <param name="tokens">False for a service that takes no tokens of the install's issuer: an adapter, which has a secret of its own, and the issuer itself. Its endpoints say <c>AllowAnonymous</c>; others do not answer.</param>
    public static PlatformService Create(string name, string[] args, bool tokens = true) => new(name, args, tokens);

    /// <summary>
    /// The service's database (<c>Database:ConnectionString</c>) with its outbox, whose relay publishes to the broker (<c>Broker:Uri</c>).
    /// Registers <typeparamref name="TDb"/>, <see cref="ServiceDb"/> for the same scope, and an <see cref="NpgsqlDataSource"/>.
    /// </summary>
    public void AddDatabase<TDb>() where TDb : ServiceDb
    {
        Services.AddOptionsWithValidateOnStart<DatabaseSettings>().BindConfiguration("Database")
            .Validate(database => database.ConnectionString.Length > 0, "Database:ConnectionString is missing: Host=...;Database=...;Username=...;Password=... (SSL Mode=VerifyFull;Root Certificate=... for TLS).");
        Services.AddOptionsWithValidateOnStart<BrokerSettings>().BindConfiguration("Broker")
            .Validate(broker => broker.Uri?.Scheme is "amqp" or "amqps", "Broker:Uri is missing or no address of a broker: amqp://user:password@host:5672/vhost, or amqps:// for TLS.");
        Services.AddSingleton(provider => NpgsqlDataSource.Create(provider.GetRequiredService<IOptions<DatabaseSettings>>().Value.ConnectionString));
        Services.AddDbContextPool<TDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.MigrationsHistoryTable("migrations", "platform"))
            .AddInterceptors(provider.GetRequiredService<WakeRelay>()));
        Services.AddScoped<ServiceDb>(provider => provider.GetRequiredService<TDb>());
        Services.AddSingleton<SchemaGate>().AddHostedService(provider => provider.GetRequiredService<SchemaGate>());
        Services.AddSingleton(provider => new OutboxSignal(Name, provider.GetRequiredService<NpgsqlDataSource>()));
        Services.AddSingleton<WakeRelay>();
        Services.AddSingleton<BrokerConnection>();
        Services.AddSingleton<OutboxRelay>().AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        Services.AddHostedService(provider => new ErrorQueueDepth(provider.GetRequiredService<ErrorQueues>()));
        Services.AddSingleton(provider => new ErrorQueues(provider.GetRequiredService<BrokerConnection>(), _reactions));
        Services.AddHealthChecks().AddCheck<SchemaGate>("database").AddCheck<BrokerConnection>("broker");
        Health.NeedOnce(Services, "broker", "masstransit-bus");
        _commands.AddRange(MaintenanceCommands.All);
    }

    /// <summary>
    /// Runs a static method for each event of a type: parameters are the event, whatever dependency injection has, and a
    /// <see cref="CancellationToken"/>. Platform opens the transaction, writes the inbox row, saves and commits; a message that is delivered twice
    /// has one effect. Returning acknowledges; an exception is retried with back-off and then put on the error queue of the reaction.
    /// The queue is named after the service and the class that holds the method.
    /// </summary>
    public void React<TEvent>(Delegate handle) where TEvent : class => _reactions.Add(Reaction.Of<TEvent>(Name, handle));

    /// <summary>
    /// A typed client of another service, which this service calls as itself (client credentials of <c>Authentication:ClientId</c>) at
    /// <c>Services:&lt;name&gt;</c>. An answer of 5xx or none is an outage: it becomes 503 in HTTP and a retry in a reaction.
    /// </summary>
    public void CallService<TClient>(string name) where TClient : class => ServiceToService.Add<TClient>(Services, name);

    /// <summary>Lets the service encrypt at rest: see <see cref="FieldEncryption"/>.</summary>
    public void AddEncryption()
    {
        Services.AddOptionsWithValidateOnStart<EncryptionSettings>().BindConfiguration("Encryption");
        Services.AddSingleton<IValidateOptions<EncryptionSettings>, EncryptionSettings>();
        Services.AddSingleton(provider => new FieldEncryption(provider.GetRequiredService<IOptions<EncryptionSettings>>()));
    }

    /// <summary>A command of the executable, run instead of serving: <c>billing verify-ledger</c>.</summary>
    /// <param name="name">The first word of the command line.</param>
    /// <param name="purpose">A line for the list of commands.</param>
    /// <param name="run">Takes <c>string[]</c> (the words after the name), whatever dependency injection has, a <see cref="CancellationToken"/>; returns <see cref="Task{Int32}"/>, the exit code.</param>
    public void Command(string name, string purpose, Delegate run) => _commands.Add(new ServiceCommand(name, purpose, run));

    /// <summary>Middleware of the service's own: it runs when it is known who calls, before it is decided whether they may.</summary>
    public void Use(Action<IApplicationBuilder> middleware) => _middleware.Add(middleware);

    /// <summary>Serves, or runs the command that the command line names. Returns the exit code: 78 when the configuration is wrong.</summary>
    /// <param name="map">Maps the endpoints, one line each; paths begin with <c>/v1</c>.</param>
    public async Task<int> RunAsync(Action<IEndpointRouteBuilder> map)
    {
        try
        {
            if (_args is [var word, .. var rest] && !word.StartsWith('-'))
                return await ServiceCommand.RunAsync(_commands, word, rest, Builder);
            await using var app = Build(map);
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception) when (Mistakes(exception) is { } mistakes)
        {
            foreach (var mistake in mistakes)
                await Console.Error.WriteLineAsync(mistake);
            return 78;
        }
    }

    internal WebApplication Build(Action<IEndpointRouteBuilder> map)
    {
        if (_reactions.Count > 0)
            Reactions.Add(Services, _reactions);
        var app = Builder.Build();
        app.Services.GetService<IStartupValidator>()?.Validate(); // before anything reads a setting, so that all mistakes are told
        Telemetry.Use(app);
        Drain.Use(app);
        ApiDocument.Use(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePathBase($"/{Name}");
        app.UseRouting();
        if (_tokens)
            app.UseAuthentication();
        _middleware.ForEach(add => add(app));
        if (_tokens)
            app.UseAuthorization();
        else
            app.Use((context, next) =>
            {
                if (context.GetEndpoint() is not RouteEndpoint { Metadata: var metadata } || metadata.GetMetadata<IAllowAnonymous>() is not null) // no address, method or media type of ours: 404, 405, 415
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        Health.Map(app);
        ApiDocument.Map(app);
        map(app.MapGroup("").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized));
        return app;
    }

    private static IEnumerable<string>? Mistakes(Exception exception) => exception switch
    {
        OptionsValidationException options => options.Failures,
        AggregateException aggregate when aggregate.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            aggregate.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures),
        _ => null,
    };
}
