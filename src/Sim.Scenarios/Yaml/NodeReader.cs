using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Sim.Kernel;
using Sim.Scenarios.Binding;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sim.Scenarios.Yaml;

/// <summary>Reads YAML text into <see cref="Node"/>s. Faults go to a list; only a syntax error ends the reading.</summary>
internal sealed class NodeReader
{
    // Deeper than any scenario, shallow enough for the recursion below and in the binder.
    private const int DeepestNesting = 64;

    // A million nodes is a 20 MB scenario; a few lines of aliases of aliases would be more.
    private const long LargestWeight = 1_000_000;

    private readonly Parser _parser;
    private readonly Origin _origin;
    private readonly List<InputError> _faults;
    private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);

    private NodeReader(string text, Origin origin, List<InputError> faults)
    {
        _parser = new Parser(new StringReader(text));
        _origin = origin;
        _faults = faults;
    }

    /// <summary>The text's one document, or null where it is empty or not YAML.</summary>
    public static Node? Read(string text, Origin origin, List<InputError> faults)
    {
        try
        {
            return new NodeReader(text, origin, faults).ReadDocument();
        }
        catch (YamlException e)
        {
            faults.Add(SyntaxFault.Of(e, text, origin));
            return null;
        }
    }

    private Node? ReadDocument()
    {
        Advance(); // stream start
        Advance();
        if (_parser.Current is not DocumentStart)
        {
            return null;
        }

        Advance();
        Node root = ReadNode(KeyPath.Root, 0);
        Advance(); // document end
        if (_parser.Current is DocumentStart second)
        {
            throw Refuse(second, "a second document begins; a file holds one");
        }

        return root;
    }

    private Node ReadNode(KeyPath path, int depth)
    {
        ParsingEvent current = _parser.Current!;
        if (depth > DeepestNesting)
        {
            throw Refuse(current, string.Create(CultureInfo.InvariantCulture, $"nested more than {DeepestNesting} deep"));
        }

        if (current is AnchorAlias alias)
        {
            Advance();
            return _anchors.TryGetValue(alias.Value.Value, out Node? shared)
                ? shared
                : throw Refuse(alias, $"alias '*{alias.Value}' has no anchor '&{alias.Value}' before it");
        }

        NodeEvent start = (NodeEvent)current;
        CheckTag(start, path);
        Node node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(start, path, depth),
            _ => ReadMap(start, path, depth),
        };
        if (node.Weight > LargestWeight)
        {
            throw Refuse(start, string.Create(CultureInfo.InvariantCulture, $"expands to more than {LargestWeight} values"));
        }

        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        Advance();
        return new ScalarNode(
            _origin, scalar.Start.Line, Column(scalar), scalar.Value, scalar.Style is ScalarStyle.Plain or ScalarStyle.Any);
    }

    private ListNode ReadList(NodeEvent start, KeyPath path, int depth)
    {
        List<Node> items = [];
        Advance();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(path.At(items.Count), depth + 1));
        }

        Advance();
        return new ListNode(_origin, start.Start.Line, Column(start), items);
    }

    private MapNode ReadMap(NodeEvent start, KeyPath path, int depth)
    {
        List<MapEntry> entries = [];
        Dictionary<string, long> seen = new(StringComparer.Ordinal);
        MapNode? merged = null;
        Advance();
        while (_parser.Current is not MappingEnd)
        {
            ParsingEvent at = _parser.Current!;
            if (ReadNode(path, depth + 1) is not ScalarNode key)
            {
                throw Refuse(at, "a list or mapping used as a key; keys are single words");
            }

            Node value = ReadNode(path.Of(key.Value), depth + 1);
            if (string.Equals(key.Value, "<<", StringComparison.Ordinal) && key.IsPlain)
            {
                merged = MergeKey(merged, value, path);
            }
            else if (seen.TryAdd(key.Value, key.Line))
            {
                entries.Add(new MapEntry(key, value));
            }
            else
            {
                _faults.Add(key.Fault(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path.Of(key.Value)}: written twice, first on line {seen[key.Value]}; keep one")));
            }
        }

        Advance();
        MapNode map = new(_origin, start.Start.Line, Column(start), entries);
        return merged is null ? map : NodeMerge.Beneath(merged, map);
    }

    private MapNode? MergeKey(MapNode? merged, Node value, KeyPath path)
    {
        if (value is ListNode list)
        {
            foreach (Node item in list.Items)
            {
                merged = MergeKey(merged, item, path);
            }
        }
        else if (value is MapNode map)
        {
            // The first of several wins (YAML merge key, yaml.org/type/merge.html).
            merged = merged is null ? map : NodeMerge.Beneath(map, merged);
        }
        else
        {
            _faults.Add(value.Fault($"{path.Of("<<")}: {Wording.Found(value)} given; must be an alias of a mapping"));
        }

        return merged;
    }

    private void CheckTag(NodeEvent start, KeyPath path)
    {
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific
            && !start.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            string where = path.ToString();
            string tag = start.Tag.Value;
            _faults.Add(new ScalarNode(_origin, start.Start.Line, Column(start), "")
                .Fault($"{(where.Length == 0 ? "" : where + ": ")}tag '{tag}' given; tags are not used here"));
        }
    }

    // YamlDotNet's scanner (18.1) answers a line inside { } that begins left of the key by this exception, without a place.
    private void Advance()
    {
        Mark mark = _parser.Current?.End ?? new Mark(0, 1, 1);
        try
        {
            _parser.MoveNext();
        }
        catch (InvalidOperationException e)
        {
            throw new YamlException(mark, mark, "the next line inside { } or [ ] must be indented more than its key", e);
        }
    }

    private static int Column(ParsingEvent at) => (int)at.Start.Column;

    private static YamlException Refuse(ParsingEvent at, string message) => new(at.Start, at.End, message);
}
