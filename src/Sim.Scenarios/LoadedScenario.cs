using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios;

/// <summary>A scenario as read from its file.</summary>
/// <param name="Scenario">What was written.</param>
/// <param name="ResolvedText">One YAML text of it, with <c>extends</c> and <c>--set</c> merged in; read back at the same path it is the same scenario.</param>
/// <param name="Question">The comment at the head of the file: what question it answers; may be empty.</param>
/// <param name="Files">The files read: the scenario, those it extends, its own catalogues; as the user named them, in the order read.</param>
/// <param name="Catalogues">The catalogues with those of the user.</param>
public sealed record LoadedScenario(
    Scenario Scenario, string ResolvedText, string Question, IReadOnlyList<string> Files, CatalogueSet Catalogues)
{
    /// <summary>The merged text, each value of which knows the file and place where it was written.</summary>
    internal MapNode? Written { get; init; }

    /// <summary>
    /// A fault of the value at a path such as <c>slo[1]</c> or <c>record.interval</c>, for rules that only other rooms know.
    /// It points at the value, or where that is not written at what is written around it, or else at no line.
    /// </summary>
    public InputError Fault(string path, string message)
    {
        System.ArgumentNullException.ThrowIfNull(path);
        Node? nearest = null;
        Node? node = Written;
        foreach (string step in path.Replace("]", "", System.StringComparison.Ordinal).Replace('[', '.').Split('.'))
        {
            node = Step(node, step);
            nearest = node ?? nearest;
        }

        string text = $"{path}: {message}";
        return nearest?.Fault(text) ?? new InputError(Files.Count > 0 ? Files[0] : "", 0, 0, text);
    }

    private static Node? Step(Node? node, string step) => node switch
    {
        MapNode map => map.Find(step),
        ListNode list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Items.Count => list.Items[index],
        _ => null,
    };
}
