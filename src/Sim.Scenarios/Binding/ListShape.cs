using System;
using System.Collections;
using System.Text;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A list of values of one shape. The key's range and names are those of each entry.</summary>
internal sealed class ListShape(Type itemType) : Shape
{
    /// <summary>The shape of the entries.</summary>
    public Shape Item { get; } = Shapes.Of(itemType);

    /// <inheritdoc/>
    public override string TypeText => "list of " + Item.TypeText;

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (node is not ListNode list)
        {
            context.Fault(node, path, $"{Wording.Found(node)} given; must be a list, each entry after '- ' or between '[' and ']'");
            return null;
        }

        Array values = Array.CreateInstance(itemType, list.Items.Count);
        bool whole = true;
        for (int i = 0; i < list.Items.Count; i++)
        {
            object? value = Entry(list.Items[i], key, path.At(i), context);
            whole &= value is not null;
            if (value is not null)
            {
                values.SetValue(value, i);
            }
        }

        return whole ? values : null;
    }

    /// <inheritdoc/>
    public override string Format(object value)
    {
        StringBuilder text = new("[");
        foreach (object item in (IEnumerable)value)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(Item.Format(item));
        }

        return text.Append(']').ToString();
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        Item.WriteSchema(json, key, schema);
        json.WriteEndObject();
    }

    private object? Entry(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (!node.IsNull)
        {
            return Item.Bind(node, key, path, context);
        }

        context.Fault(node, path, "empty entry; give a value, or take the entry out");
        return null;
    }
}
