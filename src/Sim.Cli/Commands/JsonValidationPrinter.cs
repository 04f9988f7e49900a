using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Experiments.Validation;
using Sim.Kernel.Results;

namespace Sim.Cli.Commands;

/// <summary>One JSON document: the cases, their notes, and how many of each verdict.</summary>
internal sealed class JsonValidationPrinter(TextWriter output) : IValidationPrinter
{
    private readonly List<ValidationCase> _cases = [];
    private readonly List<string> _notes = [];

    public void Print(ValidationCase found) => _cases.Add(found);

    public void Print(IEnumerable<string> notes) => _notes.AddRange(notes);

    public void End()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("cases");
            _cases.ForEach(found => Write(json, found));
            json.WriteEndArray();
            json.WriteStartArray("notes");
            _notes.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            foreach ((string word, int count) in ValidationTable.Count(_cases))
            {
                json.WriteNumber(word.Replace('-', '_'), count);
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, ValidationCase found)
    {
        json.WriteStartObject();
        foreach ((Column column, object cell) in ValidationTable.Schema.Columns.Zip(ValidationTable.Cells(found)))
        {
            json.WritePropertyName(column.Name);
            switch (cell)
            {
                case string text:
                    json.WriteStringValue(text);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumberValue(number);
                    break;
                default:
                    // JSON has no word for "not a number" or infinity.
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
    }
}
