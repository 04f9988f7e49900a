using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts;
using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>Makes the hosts that a scenario asks for, in the order in which placement looks at them.</summary>
internal static class HostBuilder
{
    /// <summary>The hosts: <c>name-1</c>, <c>name-2</c> ..., or just the name where a group has one host.</summary>
    public static HostSpec[] Build(Scenario scenario)
    {
        List<HostSpec[]> groups = [];
        foreach (HostGroup group in scenario.Hosts)
        {
            groups.Add(Group(group, scenario.Power.Model));
        }

        return scenario.HostOrder == HostOrder.Alternate ? [.. Alternate(groups)] : [.. groups.SelectMany(group => group)];
    }

    /// <summary>What each host is, by its name.</summary>
    public static OrderedDictionary<string, HostType> TypesByName(Scenario scenario)
    {
        OrderedDictionary<string, HostType> types = new(System.StringComparer.Ordinal);
        foreach (HostGroup group in scenario.Hosts)
        {
            for (int i = 0; i < group.Count; i++)
            {
                types.Add(NameOf(group, i), group.Type);
            }
        }

        return types;
    }

    /// <summary>Whether a group of one host bears the name of a host of another group.</summary>
    public static bool IsNameIn(HostGroup single, HostGroup group)
    {
        if (single.Count > 1 || single == group || !single.Name.StartsWith(group.Name + "-", System.StringComparison.Ordinal))
        {
            return false;
        }

        string number = single.Name[(group.Name.Length + 1)..];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index >= 1 && index <= group.Count && number == Number(index, group.Count);
    }

    private static string NameOf(HostGroup group, int index) => group.Count == 1 ? group.Name : $"{group.Name}-{Number(index + 1, group.Count)}";

    private static string Number(int index, int count) => index.ToString(CultureInfo.InvariantCulture)
        .PadLeft(count.ToString(CultureInfo.InvariantCulture).Length, '0');

    private static HostSpec[] Group(HostGroup group, PowerModel model)
    {
        HostType type = group.Type;
        string typeName = type.Name.Length > 0 ? type.Name : "inline";
        Hosts.Power.PowerCurve power = Curve(type, model);
        HostSpec[] hosts = new HostSpec[group.Count];
        for (int i = 0; i < hosts.Length; i++)
        {
            hosts[i] = new HostSpec(
                NameOf(group, i), typeName, type.TotalCores, type.TotalThreads, type.Speed, type.Memory, power);
        }

        return hosts;
    }

    private static Hosts.Power.PowerCurve Curve(HostType type, PowerModel model)
    {
        IReadOnlyList<double> watts = type.Power?.Tenths() ?? [0, 0];
        return new Hosts.Power.PowerCurve(model == PowerModel.Linear ? [watts[0], watts[^1]] : watts);
    }

    // One of each group in turn, until all are used up.
    private static IEnumerable<HostSpec> Alternate(List<HostSpec[]> groups)
    {
        int longest = groups.Count == 0 ? 0 : groups.Max(group => group.Length);
        for (int i = 0; i < longest; i++)
        {
            foreach (HostSpec[] group in groups.Where(group => i < group.Length))
            {
                yield return group[i];
            }
        }
    }
}
