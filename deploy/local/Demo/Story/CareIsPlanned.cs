namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 3: assessment, indication, a plan in the client's words, and visits; two things that a team cannot do.</summary>
internal static class CareIsPlanned
{
    public const int GuidanceMinutes = 45, SpecialisedMinutes = 60;

    public static async Task PlayAsync(Stage stage, Guid teamId, Guid client)
    {
        var (play, cast) = (stage.Play, Cast.Of(stage.Play));
        stage.Tell.Chapter(3, "The nurse assesses, agrees a plan with the client, and the team plans visits");

        await stage.DoAsync("assessment", Call.Post(Persona.Nurse, $"care-records/v1/clients/{client}/assessments", Assessment(play)),
            _ => "four of the 42 problems of the Omaha System, each rated for knowledge, behavior and status");
        await stage.DoAsync("indication", Call.Post(Persona.Nurse, $"care-records/v1/clients/{client}/indications",
            new { minutesPerWeek = 90, from = play.Month.First, motivation = "Help with washing and dressing three mornings a week while the shoulder heals." }),
            _ => "district nursing indicated, 90 minutes a week, by a nurse of bachelor level");
        await AgreePlan(stage, client);

        await PlanVisits(stage, client, "personal-care", cast.First, Slot(play, 0), ["monday", "wednesday", "friday"], 30);
        var guidance = await PlanVisits(stage, client, "guidance", cast.First, Slot(play, 0).AddMinutes(40), ["tuesday", "thursday"], GuidanceMinutes);
        await PlanVisits(stage, client, "guidance-specialised", cast.Second, Slot(play, 2), ["wednesday"], SpecialisedMinutes);
        await stage.LookAsync(Call.Get(cast.Daughter, $"scheduling/v1/clients/{client}/visits?limit=200"), reply => $"the daughter sees {reply.Items.Count} visits");

        await stage.RefusedAsync(Call.Post(Persona.Nurse, $"scheduling/v1/teams/{teamId}/members",
            new { personId = play.IdOf("thirteenth"), qualification = "nurse", contractedMinutesPerWeek = 960 }), 409, "team-full");
        var first = guidance.Json["ids"]![0]!.GetValue<Guid>();
        var planned = (await stage.AskAsync(Call.Get(Persona.Nurse, $"scheduling/v1/visits/{first}"))).Json;
        var start = planned["plannedStart"]!.GetValue<DateTimeOffset>();
        await stage.RefusedAsync(Call.Post(Persona.Nurse, "scheduling/v1/visits",
            new { clientId = client, carerId = cast.First.PersonId, service = "nursing", plannedStart = start.AddMinutes(15), plannedEnd = start.AddMinutes(45) }), 409, "visit-overlaps");
    }

    // Four slots in the afternoon and evening, so that the plays of one month and the demo neighbourhood never need the same carer at once.
    private static TimeOnly Slot(Play play, int role) => new TimeOnly(15, 0).AddMinutes(105 * (role + (play.Number - 1) / 12));

    private static Task<Reply> PlanVisits(Stage stage, Guid client, string service, Persona carer, TimeOnly start, string[] weekdays, int minutes) =>
        stage.DoAsync($"visits-{service}", Call.Post(Persona.Nurse, "scheduling/v1/visit-series", new
        {
            clientId = client,
            carerId = carer.PersonId,
            service,
            weekdays,
            localStart = start.ToString("HH:mm"),
            minutes,
            firstDate = stage.Play.Month.First,
            lastDate = stage.Play.Month.Last,
        }), reply => $"{reply.Json["ids"]!.AsArray().Count} visits of {minutes} minutes: {service}, each {string.Join(", ", weekdays)} at {start:HH:mm}");

    private static async Task AgreePlan(Stage stage, Guid client)
    {
        var plan = Call.Put(Persona.Nurse, $"care-records/v1/clients/{client}/care-plan", Plan(stage.Play));
        await stage.DoAsync("care-plan", plan, _ => "three goals and four interventions, agreed with the client");
        await stage.LookAsync(Call.Get(Persona.Nurse, plan.Path), reply =>
        {
            Stage.Hold(reply.Text("clientsWords").StartsWith("I want to walk", StringComparison.Ordinal), "The plan is not in the client's words.");
            return $"\"{reply.Text("clientsWords")}\" Version {reply.ETag}";
        });
    }

    private static object Assessment(Play play) => new
    {
        assessedOn = play.Month.First,
        phase = "admission",
        problems = new object[]
        {
            Problem("personal-care", "actual", ["difficulty-with-bathing", "difficulty-dressing-lower-body"], [], 3, 3, 2),
            Problem("neuro-musculo-skeletal-function", "actual", ["limited-range-of-motion", "gait-ambulation-disturbance"], [], 3, 4, 2),
            Problem("social-contact", "potential", [], ["Lives alone since the spring"], 4, 3, 4),
            Problem("nutrition", "health-promotion", [], [], 4, 4, 5),
        },
    };

    private static object Problem(string problem, string status, string[] signs, string[] riskFactors, int knowledge, int behavior, int rating) => new
    {
        problem,
        scope = "individual",
        status,
        signs,
        riskFactors,
        ratings = new { knowledge, behavior, status = rating },
    };

    private static object Plan(Play play) => new
    {
        clientsWords = "I want to walk to the market by myself again.",
        agreedOn = play.Month.First,
        goals = new[]
        {
            new { problem = "personal-care", goal = "Washes and dresses without help in six weeks." },
            new { problem = "neuro-musculo-skeletal-function", goal = "Walks to the market and back." },
            new { problem = "social-contact", goal = "Has coffee with the neighbours each week." },
        },
        interventions = new[]
        {
            Intervention("personal-care", "treatments-and-procedures", "personal-hygiene", "Help with washing, less each week."),
            Intervention("neuro-musculo-skeletal-function", "teaching-guidance-and-counseling", "exercises", "The exercises of the therapist, together, twice a week."),
            Intervention("neuro-musculo-skeletal-function", "surveillance", "mobility-transfers", "How far does the walk go this week?"),
            Intervention("social-contact", "case-management", "support-group", "Go along to the coffee table the first time."),
        },
    };

    private static object Intervention(string problem, string category, string target, string text) => new { problem, category, target, text };
}
