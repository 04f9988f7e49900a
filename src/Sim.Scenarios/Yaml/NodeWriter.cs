using System.Collections.Generic;
using System.Globalization;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sim.Scenarios.Yaml;

/// <summary>Writes nodes as YAML text that reads back to the same tree.</summary>
internal sealed class NodeWriter
{
    private readonly Emitter _emitter;
    private readonly IReadOnlyDictionary<ScalarNode, string> _replacements;

    private NodeWriter(TextWriter output, IReadOnlyDictionary<ScalarNode, string> replacements)
    {
        _emitter = new Emitter(output, new EmitterSettings(2, int.MaxValue, false, int.MaxValue));
        _replacements = replacements;
    }

    /// <summary>The tree as block-style YAML, LF line ends; some scalars with another text (paths seen from elsewhere).</summary>
    public static string Write(Node node, IReadOnlyDictionary<ScalarNode, string> replacements)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        NodeWriter writer = new(output, replacements);
        writer._emitter.Emit(new StreamStart());
        writer._emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        writer.Emit(node);
        writer._emitter.Emit(new DocumentEnd(isImplicit: true));
        writer._emitter.Emit(new StreamEnd());
        return output.ToString();
    }

    private void Emit(Node node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                Emit(scalar);
                break;
            case ListNode list:
                Emit(list);
                break;
            case MapNode map:
                Emit(map);
                break;
        }
    }

    private void Emit(ScalarNode scalar)
    {
        string value = _replacements.GetValueOrDefault(scalar, scalar.Value);
        ScalarStyle style = scalar.IsPlain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, true, true));
    }

    private void Emit(ListNode list)
    {
        SequenceStyle style = list.Items.Count > 0 && list.Items[0] is ScalarNode ? SequenceStyle.Flow : SequenceStyle.Block;
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, style));
        foreach (Node item in list.Items)
        {
            Emit(item);
        }

        _emitter.Emit(new SequenceEnd());
    }

    private void Emit(MapNode map)
    {
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, MappingStyle.Block));
        foreach (MapEntry entry in map.Entries)
        {
            Emit(entry.Key);
            Emit(entry.Value);
        }

        _emitter.Emit(new MappingEnd());
    }
}
