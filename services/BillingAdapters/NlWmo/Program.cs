using Buurtzorg.BillingAdapters.NlWmo;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Buurtzorg.Platform;

var service = PlatformService.Create("billing-adapter-nl-wmo", args, tokens: false);
AdapterSecret.Add(service);
PublishedSchemas.Add(service);
Wire.Configure(service);

return await service.RunAsync(routes =>
{
    var contract = Wire.Group(routes);
    ShowManifest.Map(contract);
    IdentifyMessage.Map(contract);
    ReadAssignments.Map(contract);
    RenderClaim.Map(contract);
    ReadAnswer.Map(contract);
});

/// <summary>Visible to the tests.</summary>
public partial class Program;
