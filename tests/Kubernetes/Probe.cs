namespace Buurtzorg.Kubernetes.Tests;

/// <summary>Something that the cluster takes for a pod of a service, and that tries doors from inside.</summary>
internal static class Probe
{
    /// <summary>Which of the addresses (host:port) can be connected to.</summary>
    public static async Task<string[]> OpenFromAsync(string service, params string[] addresses)
    {
        // Twice, for policies take a moment to hold for a new pod: what the second round finds counts.
        var script = $"for i in 1 2; do echo round $i; for a in {string.Join(' ', addresses)}; do timeout 2 bash -c \"</dev/tcp/${{a%:*}}/${{a##*:}}\" 2>/dev/null && echo open $a; done; done; true";
        var said = await RunAsync(service, script);
        return [.. said.Split("round 2\n")[1].Split('\n').Where(line => line.StartsWith("open ", StringComparison.Ordinal)).Select(line => line[5..]).Order()];
    }

    /// <param name="service">Whose labels it has, so whose policies hold for it.</param>
    public static async Task<string> RunAsync(string service, string script, string secret = "")
    {
        var name = $"probe-{service}";
        var env = secret.Length == 0 ? "[]" : $"[{{ name: PGUSER, valueFrom: {{ secretKeyRef: {{ name: {secret}, key: username }} }} }}, {{ name: PGPASSWORD, valueFrom: {{ secretKeyRef: {{ name: {secret}, key: password }} }} }}]";
        var pod = $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: {{name}}, labels: { app.kubernetes.io/instance: {{Cluster.Release}}, app.kubernetes.io/name: {{service}} } }
            spec:
              restartPolicy: Never
              automountServiceAccountToken: false
              securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: RuntimeDefault } }
              containers:
                - name: probe
                  image: postgres:17
                  command: [bash, -c, {{System.Text.Json.JsonSerializer.Serialize(script)}}]
                  env: {{env}}
                  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
            """;
        try
        {
            var (code, _, errors) = await Programs.TryAsync("kubectl", ["-n", Cluster.Namespace, "apply", "-f", "-"], pod);
            Assert.True(code == 0, errors);
            await Cluster.InAsync("wait", $"pod/{name}", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=3m");
            return await Cluster.InAsync("logs", name);
        }
        finally
        {
            await Cluster.InAsync("delete", "pod", name, "--ignore-not-found", "--grace-period=1");
        }
    }
}
