using Buurtzorg.BillingAdapters.Conformance;

return await Kit.MainAsync(args, Console.Out);
