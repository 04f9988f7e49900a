using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Kernel.Results;

namespace Sim.Cli.Commands;

/// <summary>What the JSON documents of several commands have in common.</summary>
internal static class JsonParts
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object as text.</summary>
    public static string Document(Action<Utf8JsonWriter> fill)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Layout))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A number; JSON has no word for "not a number" or infinity.</summary>
    public static void WriteReal(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>The list <c>remarks</c>.</summary>
    public static void WriteRemarks(Utf8JsonWriter json, IReadOnlyList<Remark> remarks)
    {
        json.WriteStartArray("remarks");
        foreach (Remark remark in remarks)
        {
            json.WriteStartObject();
            json.WriteString("id", remark.Id);
            json.WriteString("severity", remark.Severity);
            json.WriteString("text", remark.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
