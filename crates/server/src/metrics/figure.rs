//! Writes figures that are read at the moment of a scrape.

use std::fmt;

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet},
    metrics::MetricType,
};

/// A metric with its values.
#[derive(Debug)]
pub(super) struct Figure {
    name: &'static str,
    help: &'static str,
    kind: MetricType,
    /// Each with its label, where it has one.
    values: Vec<(Option<(&'static str, &'static str)>, f64)>,
}

impl Figure {
    /// Returns something that goes up and down.
    pub(super) fn gauge(name: &'static str, help: &'static str, value: impl Number) -> Self {
        Self { name, help, kind: MetricType::Gauge, values: vec![(None, value.number())] }
    }

    /// Returns something that only goes up; `_total` is added to its name.
    pub(super) fn counter(name: &'static str, help: &'static str, value: impl Number) -> Self {
        Self { kind: MetricType::Counter, ..Self::gauge(name, help, value) }
    }

    /// Returns several of a kind, told apart by a label.
    pub(super) fn labelled(
        self,
        label: &'static str,
        values: impl IntoIterator<Item = (&'static str, impl Number)>,
    ) -> Self {
        let values = values.into_iter().map(|(name, value)| (Some((label, name)), value.number())).collect();
        Self { values, ..self }
    }

    fn encode(&self, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
        let Self { name, help, kind, values } = self;
        let mut metric = encoder.encode_descriptor(name, help, None, *kind)?;
        for (label, value) in values {
            match label {
                Some(label) => encode_value(*kind, *value, &mut metric.encode_family(&[*label])?)?,
                None => encode_value(*kind, *value, &mut metric)?,
            }
        }
        Ok(())
    }
}

fn encode_value(kind: MetricType, value: f64, encoder: &mut MetricEncoder<'_>) -> fmt::Result {
    match kind {
        MetricType::Counter => encoder.encode_counter::<NoLabelSet, _, f64>(&value, None),
        _ => encoder.encode_gauge(&value),
    }
}

/// The metrics of one scrape.
#[derive(Debug)]
pub(super) struct Figures(pub(super) Vec<Figure>);

impl Collector for Figures {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|figure| figure.encode(&mut encoder))
    }
}

/// A number as Prometheus has it.
pub(super) trait Number {
    /// Converts it; beyond 2^53 it is rounded.
    fn number(self) -> f64;
}

impl Number for f64 {
    fn number(self) -> f64 {
        self
    }
}

impl Number for bool {
    fn number(self) -> f64 {
        f64::from(u8::from(self))
    }
}

macro_rules! whole_number {
    ($($type:ty),*) => {
        $(impl Number for $type {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "it counts bytes at most")]
            fn number(self) -> f64 {
                self as f64
            }
        })*
    };
}
whole_number!(usize, u64, i64, i32);
