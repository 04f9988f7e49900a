using System.Globalization;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>Where a record was written, so that a rule's fault points at the key it is about.</summary>
internal sealed class RuleContext(Node node, KeyPath path, BindContext context)
{
    /// <summary>The place of a key.</summary>
    public RuleContext this[string key] => new((node as MapNode)?.Find(key) ?? node, path.Of(key), context);

    /// <summary>The place of a list's entry.</summary>
    public RuleContext this[int index] =>
        new(node is ListNode list && index < list.Items.Count ? list.Items[index] : node, path.At(index), context);

    /// <summary>Reports a fault here.</summary>
    public void Fault(string message) => context.Fault(node, path, message);

    /// <summary>Reports that a name is given twice.</summary>
    public void Twice(string name, RuleContext first) =>
        Fault(string.Create(CultureInfo.InvariantCulture, $"{Wording.Quoted(name)} is also the name of {first.Where}; names must differ"));

    private string Where => path.ToString();
}
