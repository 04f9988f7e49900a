using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Scenarios;
using Sim.Scenarios.Yaml;

namespace Sim.Tests.Scenarios;

/// <summary>What must hold of any text at all.</summary>
internal sealed class RobustnessTests
{
    // The letters that mean something to YAML, to numbers, and to nobody.
    private const string Letters = "{}[]:,-&*#!|>'\"%@`\\?\t\n\r .0919eE+~<=xsMGHz\u00b5\u00e9\u2028\ufeff\0";

    [Test]
    public void No_mutation_of_a_scenario_throws_anything_but_InputException()
    {
        Gen<(int At, int Kind, int Letter, int Length)> edit =
            from at in Gen.Choose(0, Written.Full.Length - 1)
            from kind in Gen.Choose(0, 3)
            from letter in Gen.Choose(0, Letters.Length - 1)
            from length in Gen.Choose(1, 40)
            select (at, kind, letter, length);
        Gen<string> mutants = Gen.ListOf(edit, 3).Select(edits => edits.Aggregate(Written.Full, Mutate));

        int refused = 0;
        Prop.ForAll(mutants.ToArbitrary(), text => LoadsOrIsRefused(text, ref refused)).Check(Samples.Config(1500));

        Assert.That(refused, Is.GreaterThan(500), "the mutations must bite, or the property says nothing");
    }

    [Test]
    public void No_text_throws_anything_but_InputException()
    {
        Gen<string> texts = Gen.ListOf(Gen.Choose(0, Letters.Length - 1)).Select(picks => string.Concat(picks.Select(pick => Letters[pick])));

        int refused = 0;
        Prop.ForAll(texts.ToArbitrary(), text => LoadsOrIsRefused(text, ref refused)).Check(Samples.Config(2000));

        Assert.That(refused, Is.GreaterThan(1000));
    }

    [Test]
    public void A_scenario_that_loads_loads_again_from_its_resolved_text()
    {
        Gen<string[]> sets = Gen.ArrayOf(Gen.Elements(
            "seed=5", "name='a: b'", "name=\"x # y\"", "hosts.0.count=3", "hosts.1.type.memory=2 GiB", "duration=~", "slo=[]",
            "name='null'", "name=\"two\\nlines\"", "name='- a'", "placement.options={a: [1, {b: ''}], c: {}}", "workload.0.vms.types=[]"));
        Prop.ForAll(sets.ToArbitrary(), ResolvesToItself).Check(Samples.Config(100));
    }

    [Test]
    public void Laying_over_is_associative_where_keys_are_disjoint()
    {
        Gen<MapNode[]> maps = Gen.ArrayOf(Gen.Choose(0, 9), 3).Select(picks => picks.Select((pick, i) => Map(pick, i)).ToArray());
        Prop.ForAll(maps.ToArbitrary(), IsAssociative).Check(Samples.Config(300));
    }

    private static string Mutate(string text, (int At, int Kind, int Letter, int Length) edit)
    {
        int at = Math.Min(edit.At, text.Length - 1);
        int length = Math.Min(edit.Length, text.Length - at);
        char letter = Letters[edit.Letter];
        return edit.Kind switch
        {
            0 => text.Insert(at, letter.ToString()),
            1 => text.Length > length + 1 ? text.Remove(at, length) : text,
            2 => text[..at] + letter + text[(at + 1)..],
            _ => text.Insert(at, text.Substring(at, length)),
        };
    }

    private static bool LoadsOrIsRefused(string text, ref int refused)
    {
        try
        {
            ScenarioFile.Parse(text, "s.yaml");
            return true;
        }
        catch (InputException e)
        {
            refused++;
            return e.Errors.Count > 0 && e.Errors.All(fault => fault.Message.Length > 0 && fault.Line > 0);
        }
    }

    private static bool ResolvesToItself(string[] sets)
    {
        LoadedScenario first = Written.Load(Written.Full, sets);
        LoadedScenario second = Written.Load(first.ResolvedText);
        return string.Equals(Printed.Text(first.Scenario), Printed.Text(second.Scenario), StringComparison.Ordinal)
            && string.Equals(first.ResolvedText, second.ResolvedText, StringComparison.Ordinal);
    }

    // Mappings of two levels that share the outer keys and no inner ones.
    private static MapNode Map(int pick, int number)
    {
        StringBuilder yaml = new("{ ");
        for (int i = 0; i <= pick % 4; i++)
        {
            yaml.Append(i == 0 ? "" : ", ").Append((char)('a' + i)).Append(": { k").Append(number).Append(": ").Append(pick).Append(" }");
        }

        return (MapNode)NodeReader.Read(yaml.Append(" }").ToString(), Origin.Nowhere, [])!;
    }

    private static bool IsAssociative(MapNode[] m)
    {
        Dictionary<ScalarNode, string> none = [];
        string left = NodeWriter.Write(NodeMerge.Over(NodeMerge.Over(m[0], m[1]), m[2]), none);
        string right = NodeWriter.Write(NodeMerge.Over(m[0], NodeMerge.Over(m[1], m[2])), none);
        return string.Equals(left, right, StringComparison.Ordinal);
    }
}
