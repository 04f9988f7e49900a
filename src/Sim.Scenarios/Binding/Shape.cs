using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>How values of one type are written: read from YAML, named in the key list, described in the JSON Schema.</summary>
internal abstract class Shape
{
    /// <summary>What to write, in a word or two: <c>whole number</c>.</summary>
    public abstract string TypeText { get; }

    /// <summary>The value, or null after reporting why there is none. The node is not null.</summary>
    public abstract object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context);

    /// <summary>A value as a user would write it; empty where nothing would be written.</summary>
    public abstract string Format(object value);

    /// <summary>Writes the members of the JSON Schema object for a key of this shape.</summary>
    public abstract void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema);

    /// <summary>The scalar at a node, or null after reporting that it is a list or mapping.</summary>
    protected ScalarNode? Scalar(Node node, KeyPath path, BindContext context)
    {
        if (node is ScalarNode scalar)
        {
            return scalar;
        }

        context.Fault(node, path, $"{node.Kind} given; must be a {TypeText}");
        return null;
    }

    /// <summary>Whether a number is in the key's range; reports where not.</summary>
    protected bool InRange(double value, Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (value >= key.Min && value <= key.Max)
        {
            return true;
        }

        context.Fault(node, path, $"{((ScalarNode)node).Value} given; {Wording.Range(key.Min, key.Max, FormatNumber)}");
        return false;
    }

    /// <summary>A limit of the key's range, as a user would write it.</summary>
    protected virtual string FormatNumber(double value) =>
        value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
