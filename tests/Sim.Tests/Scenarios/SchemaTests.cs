using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Scenarios;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Tests.Scenarios;

internal sealed class SchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(JsonSchema.OfScenario(
        kind => kind is "placement-policies" ? ["best-fit", "first-fit", "worst-fit"] : [])).RootElement;

    [Test]
    public void The_keys_of_a_scenario_are_the_golden_ones()
    {
        IEnumerable<string> lines = KeyReference.OfScenario()
            .Select(key => $"{key.Path}\t{key.Type}\t{(key.Required ? "required" : key.Default)}\t{key.Help}");

        GoldenFile.Matches("keys.txt", string.Join('\n', lines) + "\n");
    }

    [Test]
    public void The_schema_has_every_key_with_its_help()
    {
        foreach (KeyDescription key in KeyReference.OfScenario())
        {
            JsonElement at = Schema;
            foreach (string segment in key.Path.Split('.'))
            {
                at = Resolve(at).GetProperty("properties").GetProperty(segment.TrimEnd('[', ']'));
                at = segment.EndsWith("[]", StringComparison.Ordinal) ? at.GetProperty("items") : at;
            }

            Assert.That(at.GetProperty("description").GetString(), Does.StartWith(key.Help), key.Path);
        }
    }

    [Test]
    public void The_schema_names_the_parts_and_the_catalogues()
    {
        JsonElement policy = Resolve(Schema.GetProperty("properties").GetProperty("placement")).GetProperty("properties").GetProperty("policy");
        JsonElement type = Schema.GetProperty("$defs").GetProperty("HostGroup").GetProperty("properties").GetProperty("type");

        Assert.That(policy.GetProperty("enum").EnumerateArray().Select(e => e.GetString()), Is.EqualTo(new[] { "best-fit", "first-fit", "worst-fit" }));
        Assert.That(type.GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(e => e.GetString()), Does.Contain("hp-ml110-g4"));
        Assert.That(Schema.GetProperty("$schema").GetString(), Is.EqualTo("https://json-schema.org/draft/2020-12/schema"));
    }

    [Test]
    public void The_full_scenario_and_the_template_satisfy_the_schema()
    {
        Assert.That(SchemaFaults(Written.Full), Is.Empty);
        Assert.That(SchemaFaults(ScenarioTemplate.Text()), Is.Empty);
        Assert.That(SchemaFaults("{}"), Is.Empty);
    }

    [Test]
    public void Every_scenario_of_the_repository_satisfies_the_schema_and_has_no_faults()
    {
        string folder = Path.Combine(Repository.Folder, "scenarios");
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories) : [];
        if (files.Length == 0)
        {
            Assert.Ignore($"no scenarios at {folder} yet");
        }

        // Any part's name will do here: which parts there are is tested where they are.
        SchemaCheck check = new(JsonDocument.Parse(JsonSchema.OfScenario()).RootElement);
        foreach (string file in files)
        {
            Assert.That(ScenarioFile.Lint(file), Is.Empty, file);
            Assert.That(check.Faults(NodeReader.Read(ScenarioFile.Load(file).ResolvedText, Origin.Nowhere, [])!), Is.Empty, file);
        }
    }

    // What the reader refuses for its form, the editor must mark too.
    [TestCase("sede: 1")]
    [TestCase("seed: x")]
    [TestCase("seed: -1")]
    [TestCase("duration: 24")]
    [TestCase("duration: 24 hours")]
    [TestCase("hosts: {}")]
    [TestCase("hosts: [{ count: 2 }]")]
    [TestCase("hosts: [{ type: hp-ml110-g9 }]")]
    [TestCase("hosts: [{ type: { cores: 2 } }]")]
    [TestCase("power: { model: cubic }")]
    [TestCase("placement: { policy: worst }")]
    [TestCase("placement: { overcommit: { cpu: 0 } }")]
    [TestCase("slo: [\"cpu <= five\"]")]
    [TestCase("workload: [{ trace: {} }]")]
    public void What_the_reader_refuses_the_schema_refuses(string yaml) => Assert.That(SchemaFaults(yaml), Is.Not.Empty);

    private static JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        }

        // Of a catalogue's 'name or mapping', the mapping.
        return schema.TryGetProperty("anyOf", out JsonElement ways) && ways.GetArrayLength() == 2 && ways[1].TryGetProperty("$ref", out _)
            ? Resolve(ways[1])
            : schema;
    }

    private static List<string> SchemaFaults(string yaml) =>
        new SchemaCheck(Schema).Faults(NodeReader.Read(yaml, Origin.Nowhere, [])!);
}
